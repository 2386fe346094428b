package dev.paperboy.ingest;

import dev.paperboy.kernel.WrongSetting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The sources that the settings name, in order of name. */
@ApplicationScoped
class Sources {

    private final List<Source> all;

    Sources(IngestSettings settings) {
        this.all = settings.byName().isEmpty()
                ? List.of(new SampleSource("sample", Duration.ofHours(1)))
                : settings.byName().entrySet().stream()
                        .map(named -> source(named.getKey(), named.getValue()))
                        .sorted(java.util.Comparator.comparing(Source::name))
                        .toList();
    }

    private static Source source(String name, IngestSettings.SourceSettings settings) {
        return switch (settings.kind()) {
            case SAMPLE -> new SampleSource(name, settings.every());
            case FILE ->
                new FileSource(
                        name,
                        settings.path()
                                .orElseThrow(() -> new WrongSetting(
                                        "paperboy.sources." + name + ".path", "", "the path of a file or a folder")),
                        settings.every());
        };
    }

    List<Source> all() {
        return all;
    }

    Optional<Source> named(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}

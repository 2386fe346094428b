package dev.paperboy.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Where papers come from, by name. With none set, the bundled sample is the only source. */
@ConfigMapping(prefix = "paperboy.sources")
interface IngestSettings {

    @WithParentName
    Map<String, SourceSettings> byName();

    interface SourceSettings {

        @WithDefault("sample")
        Kind kind();

        /** For {@code file}: a file, or a folder whose files are all read. */
        Optional<Path> path();

        /** How often to look. Looking at an unchanged file costs a read of it and changes nothing. */
        @WithDefault("10m")
        Duration every();
    }

    enum Kind {
        SAMPLE,
        FILE
    }
}

package dev.paperboy.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** A file, or a folder of files, in one of the forms that {@link PaperFile} reads. */
record FileSource(String name, Path path, Duration every) implements Source {

    private static final Set<String> ENDINGS = Set.of("json", "jsonl", "ndjson");

    @Override
    public String description() {
        return "file " + path;
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        if (!Files.exists(path)) {
            throw new IOException(
                    path + " does not exist: put the file there, or change paperboy.sources." + name + ".path");
        }
        for (Path file : files()) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                new PaperFile(in, today, name)
                        .read(row -> sink.accept(file.getFileName().toString(), row));
            } catch (IOException unreadable) {
                // The other files of the folder are taken all the same.
                String reason = "the file cannot be read: " + unreadable.getMessage();
                sink.accept(file.getFileName().toString(), new ParsedRow.Bad(0, reason));
            }
        }
    }

    private List<Path> files() throws IOException {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> children = Files.list(path)) {
            return children.filter(Files::isRegularFile)
                    .filter(child -> ENDINGS.contains(ending(child)))
                    .sorted()
                    .toList();
        }
    }

    private static String ending(Path file) {
        String fileName = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return fileName.startsWith(".") ? "" : fileName.substring(fileName.lastIndexOf('.') + 1);
    }
}

package dev.paperboy.testsupport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a benchmark found, a line each: {@code name value unit}, ratios first. With {@code -Donly=WORD}, of those alone whose names have
 * that word.
 */
public final class Figures {

    private static final Path FILE = Path.of("target", "benchmark.txt");
    private static final String ONLY = System.getProperty("only", "").toLowerCase(Locale.ROOT);

    private final List<String> lines = new ArrayList<>();

    /** @param behindOthers whether a run before this one has left lines that belong to it */
    public Figures(boolean behindOthers) throws IOException {
        if (!behindOthers) {
            Files.deleteIfExists(FILE);
        }
    }

    public static boolean asked(String name) {
        return name.toLowerCase(Locale.ROOT).contains(ONLY);
    }

    public void add(String name, double value, String unit) {
        lines.add(String.format(
                Locale.ROOT, value < 100 ? "%s %.1f %s" : "%s %.0f %s", name.replace(' ', '-'), value, unit));
        System.out.println(lines.getLast());
    }

    /** Writes them behind those of the run before, and shows them all. */
    public void end() throws IOException {
        Files.write(FILE, lines, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        List<String> all = Files.readAllLines(FILE);
        all.stream().filter(Figures::isRatio).forEach(System.out::println);
        all.stream().filter(Predicate.not(Figures::isRatio)).forEach(System.out::println);
    }

    private static boolean isRatio(String line) {
        return line.endsWith(" %");
    }
}

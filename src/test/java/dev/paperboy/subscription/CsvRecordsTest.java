package dev.paperboy.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.subscription.CsvRecords.Entry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random files: whatever stands in them, every line has to turn up again. */
class CsvRecordsTest {

    private static final int FILES = 20_000;
    private static final String[] ENDS = {"\n", "\r\n", "\r"};

    /** What goes wrong in cells, and what only looks like it; the comma stands for the separator. */
    private static final String[] PIECES = {
        "\"",
        "\"",
        "\"\"",
        "\"\"\"",
        "5\" nail",
        "\"quoted\"",
        "\" a, b \"",
        "\"says \"\"no\"\"\"",
        "\"a\" b",
        "6\"",
        ",",
        ",",
        ", ",
        ",\"",
        ",\"",
        ",\"",
        ",\"",
        "\",",
        "\",",
        "\",",
        "\",",
        ",\"\",",
        " ",
        "\u0001",
        "word",
        "Zoë",
        "x@y.example"
    };

    private final Random random = new Random(4180);

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void everyLineIsInARecordOrToldOf(char separator) throws IOException {
        int severalLines = 0;
        int broken = 0;
        for (int file = 0; file < FILES; file++) {
            List<String> lines = nonsense(separator);
            List<Entry> entries = read(lines, separator);
            Account account = new Account(lines, separator);
            entries.forEach(account::enter);
            account.close();
            severalLines += account.continued;
            broken += account.broken;
        }
        assertThat(severalLines).as("lines within cells").isGreaterThan(FILES / 20);
        assertThat(broken).as("lines told of").isGreaterThan(FILES);
    }

    /** Each line that is not blank has a mark of its own, so that it can be found again; many begin like a row. */
    private List<String> nonsense(char separator) {
        int many = random.nextInt(50) == 0 ? 250 : 1 + random.nextInt(12);
        int wildness = 1 + random.nextInt(many > 12 ? 30 : 3);
        List<String> lines = new ArrayList<>(List.of("note,city,email,page,hat,shoe".replace(',', separator)));
        for (int number = 2; number < many + 2; number++) {
            if (random.nextInt(8) == 0) {
                lines.add(random.nextBoolean() ? "" : " ");
                continue;
            }
            StringBuilder line = new StringBuilder();
            boolean tame = random.nextInt(wildness) > 0;
            if (tame ? random.nextInt(3) > 0 : random.nextInt(4) == 0) {
                line.append("r").append(number).append("@x.example").append(separator);
            }
            int pieces = tame ? 0 : random.nextInt(7);
            int marked = random.nextInt(pieces + 1);
            for (int piece = 0; piece <= pieces; piece++) {
                line.append(piece == marked ? "<" + number + ">" : piece(separator));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private String piece(char separator) {
        return PIECES[random.nextInt(PIECES.length)].replace(',', separator);
    }

    /** What became of each line of a file, by a grammar of its own. */
    private static final class Account {

        private final List<String> lines;
        private final Pattern cell;
        private final char separator;
        private int next = 2;
        private int broken;
        private int continued;

        private Account(List<String> lines, char separator) {
            this.lines = lines;
            this.separator = separator;
            String blanks = separator == '\t' ? "[\u0001 ]*+" : "[\u0001\t ]*+";
            this.cell = Pattern.compile("\\G" + blanks + "(?:\"((?:[^\"]|\"\")*+)\"" + blanks + "|((?!\")[^" + separator
                    + "\n]*))(" + separator + "|\\z)");
        }

        private void enter(Entry entry) {
            int first =
                    switch (entry) {
                        case Entry.Broken(int line, String _, String _) -> line;
                        case Entry.Cells(int line, String[] _) -> line;
                    };
            skipBlankLines(first);
            switch (entry) {
                case Entry.Broken(int line, String text, String reason) -> {
                    assertThat(text).isEqualTo(text(line, line));
                    assertThat(reason).contains("quotation marks do not match");
                    assertThat(reference(text(line, line))).as(text(line, line)).isNull();
                    next = line + 1;
                    broken++;
                }
                case Entry.Cells(int line, String[] cells) -> {
                    int last = line
                            + (int) String.join("", cells)
                                    .chars()
                                    .filter(letter -> letter == '\n')
                                    .count();
                    assertThat(trimmed(List.of(cells)))
                            .as(text(line, last))
                            .isEqualTo(trimmed(reference(text(line, last))));
                    for (int number = line; number <= last; number++) {
                        assertThat(text(number, number).isBlank()
                                        || String.join("", cells).contains("<" + number + ">"))
                                .as("line %d is in %s", number, Arrays.toString(cells))
                                .isTrue();
                        assertThat(number > line && text(number, number).startsWith("r" + number + "@"))
                                .as("row %d is swallowed by %s", number, Arrays.toString(cells))
                                .isFalse();
                    }
                    next = last + 1;
                    continued += last - line;
                }
            }
        }

        private void skipBlankLines(int until) {
            while (next < until) {
                assertThat(text(next, next)).as("line %d of %s", next, lines).isBlank();
                next++;
            }
            assertThat(next).as("no line comes twice").isEqualTo(until);
        }

        private void close() {
            skipBlankLines(lines.size() + 1);
        }

        private String text(int from, int to) {
            return String.join("\n", lines.subList(from - 1, to));
        }

        /** The cells when the text is exactly one record, else null. */
        private List<String> reference(String text) {
            List<String> cells = new ArrayList<>();
            Matcher found = cell.matcher(text);
            while (found.find()) {
                cells.add(
                        found.group(1) == null ? found.group(2) : found.group(1).replace("\"\"", "\""));
                if (found.group(3).isEmpty()) {
                    return cells;
                }
            }
            return null;
        }

        /** Blanks around cells mean nothing here, and no cell may be missing. */
        private List<String> trimmed(List<String> cells) {
            return cells == null ? null : cells.stream().map(String::trim).toList();
        }
    }

    @ParameterizedTest
    @ValueSource(chars = {',', ';', '\t'})
    void whatAProgramWroteIsReadAsItWasWritten(char separator) throws IOException {
        for (int file = 0; file < FILES / 4; file++) {
            List<List<String>> rows = IntStream.range(0, 1 + random.nextInt(8))
                    .mapToObj(n -> List.of("r" + n + "@x.example", note(separator), "7", note(separator)))
                    .toList();
            List<String> written = new ArrayList<>(List.of("email,note,hour,city".replace(',', separator)));
            rows.forEach(row -> written.add(row.stream()
                    .map(cell -> written(cell, separator))
                    .collect(Collectors.joining(String.valueOf(separator)))));
            assertThat(read(written, separator).stream().map(CsvRecordsTest::cells))
                    .as(written.toString())
                    .isEqualTo(rows);
        }
    }

    private String note(char separator) {
        StringBuilder note = new StringBuilder();
        for (int piece = random.nextInt(9); piece > 0; piece--) {
            note.append(random.nextInt(3) == 0 ? "\n" : piece(separator));
        }
        // Addresses between separators are what a note has not.
        return note.toString().replace("x@y.example", "mail");
    }

    private static String written(String cell, char separator) {
        boolean plain = cell.indexOf(separator) < 0
                && cell.indexOf('\n') < 0
                && !cell.startsWith("\"")
                && cell.trim().equals(cell);
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private static List<String> cells(Entry entry) {
        return switch (entry) {
            case Entry.Cells(int _, String[] cells) -> List.of(cells);
            case Entry.Broken(int line, String _, String reason) -> List.of("line " + line, reason);
        };
    }

    private List<Entry> read(List<String> lines, char separator) throws IOException {
        String text = String.join(ENDS[random.nextInt(ENDS.length)], lines);
        CsvLines all = new CsvLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        ImportColumns columns =
                ((ImportColumns.Reading.Good) ImportColumns.read(all.next().text())).columns();
        List<Entry> entries = new ArrayList<>();
        try (CsvRecords records = new CsvRecords(all, separator, columns::plausible)) {
            for (Entry entry = records.next(); entry != null; entry = records.next()) {
                entries.add(entry);
            }
        }
        return entries;
    }
}

package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** The rows of a file of papers, as a test looks at them. */
final class ReadRows {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    private ReadRows() {}

    static List<ParsedRow> read(String text) {
        try {
            return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static List<ParsedRow> read(InputStream in) throws IOException {
        List<ParsedRow> rows = new ArrayList<>();
        new PaperFile(in, TODAY, "morning").read(rows::add);
        return rows;
    }

    static List<Paper> good(List<ParsedRow> rows) {
        return rows.stream()
                .filter(ParsedRow.Good.class::isInstance)
                .map(row -> ((ParsedRow.Good) row).paper())
                .toList();
    }

    static List<ParsedRow.Bad> bad(List<ParsedRow> rows) {
        return rows.stream()
                .filter(ParsedRow.Bad.class::isInstance)
                .map(ParsedRow.Bad.class::cast)
                .toList();
    }
}

package dev.paperboy.subscription;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.paperboy.subscription.CsvLines.Line;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The records of a CSV file (RFC 4180). No line is lost: each that is not blank begins a record, is told of as broken, or goes on with
 * a cell in quotation marks that an earlier one began. A mark that is never closed costs its own line only, not the rest of the file.
 */
final class CsvRecords implements Closeable {

    private static final int MOST_LINES = 100;
    private static final CsvMapper MAPPER =
            CsvMapper.builder().enable(CsvParser.Feature.TRIM_SPACES).build();

    private final CsvLines lines;
    private final CsvQuotes quotes;
    private final ObjectReader cells;
    private final Predicate<String[]> plausible;
    private final Deque<Line> givenBack = new ArrayDeque<>();

    /** @param plausible whether cells from several lines look like one record, and not like several with a stray quotation mark */
    CsvRecords(CsvLines lines, char separator, Predicate<String[]> plausible) {
        this.lines = lines;
        this.quotes = new CsvQuotes(separator);
        this.cells = cells(separator);
        this.plausible = plausible;
    }

    private static ObjectReader cells(char separator) {
        return MAPPER.readerFor(String[].class)
                .with(CsvSchema.emptySchema().withColumnSeparator(separator))
                // Else what stands behind the first record would be dropped without a word.
                .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** The cells of one line, or null when it is not one record. */
    static String[] split(String line, char separator) {
        return split(line, cells(separator));
    }

    /** What stands at a line. */
    sealed interface Entry {
        record Cells(int line, String[] cells) implements Entry {}

        record Broken(int line, String text, String reason) implements Entry {}
    }

    /** The next record, blank lines left out; null when there is none. */
    Entry next() throws IOException {
        Line line = take();
        while (line != null && line.text().isBlank()) {
            line = take();
        }
        return line == null ? null : entry(line);
    }

    private Entry entry(Line line) throws IOException {
        if (line.cut()) {
            return new Entry.Broken(
                    line.number(),
                    line.text(),
                    "This line is longer than " + CsvLines.LONGEST + " letters. Is a line end missing?");
        }
        String[] found = quotes.areLeftOpenBy(line.text()) ? overSeveralLines(line) : split(line.text(), cells);
        if (line.text().indexOf(CsvLines.NOT_UTF_8) >= 0 || found != null && isNotUtf8(found)) {
            return new Entry.Broken(
                    line.number(),
                    line.text(),
                    "A letter in this row is not UTF-8. Save the file as “CSV UTF-8”, or retype the row.");
        }
        return found == null
                ? new Entry.Broken(
                        line.number(),
                        line.text(),
                        "The quotation marks do not match. One inside a quoted cell is written twice: \"\".")
                : new Entry.Cells(line.number(), found);
    }

    private static boolean isNotUtf8(String[] cells) {
        return Arrays.stream(cells).anyMatch(cell -> cell.indexOf(CsvLines.NOT_UTF_8) >= 0);
    }

    /** The record that begins here and ends where its open cell does. Null, with the lines given back, when it does not seem to be one. */
    private String[] overSeveralLines(Line first) throws IOException {
        List<Line> added = new ArrayList<>();
        StringBuilder record = new StringBuilder(first.text());
        boolean open = true;
        while (open && added.size() < MOST_LINES && record.length() < CsvLines.LONGEST) {
            Line line = take();
            if (line == null) {
                break;
            }
            added.add(line);
            if (line.cut()) {
                break;
            }
            record.append('\n').append(line.text());
            open = quotes.areStillOpenAfter(line.text());
        }
        String[] found = open ? null : split(record.toString(), cells);
        if (found != null && plausible.test(found)) {
            return found;
        }
        added.reversed().forEach(givenBack::addFirst);
        return null;
    }

    private static String[] split(String record, ObjectReader cells) {
        try {
            return cells.readValue(record);
        } catch (JsonProcessingException notOneRecord) {
            return null;
        }
    }

    private Line take() throws IOException {
        return givenBack.isEmpty() ? lines.next() : givenBack.removeFirst();
    }

    long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}

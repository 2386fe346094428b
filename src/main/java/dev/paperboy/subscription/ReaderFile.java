package dev.paperboy.subscription;

import dev.paperboy.subscription.CsvRecords.Entry;
import dev.paperboy.subscription.ImportCells.Row;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** A file of readers that is being read: row after row, never whole. */
final class ReaderFile implements Closeable {

    private final CsvRecords records;
    private final ImportColumns columns;
    private final ImportCells cells;

    private ReaderFile(CsvRecords records, ImportColumns columns, ImportCells cells) {
        this.records = records;
        this.columns = columns;
        this.cells = cells;
    }

    /** How opening a file ended. */
    sealed interface Opened {
        record Good(ReaderFile file) implements Opened {}

        record Wrong(String sentence) implements Opened {}
    }

    /** Reads the first line. A good file has to be closed by the caller; a wrong one leaves the stream to them, too. */
    static Opened open(InputStream in, Function<ImportColumns, ImportCells> cells) throws IOException {
        CsvLines lines = new CsvLines(in);
        CsvLines.Line first = lines.next();
        if (first == null || first.text().isBlank()) {
            return new Opened.Wrong("The file is empty, or its first line is.");
        }
        return switch (ImportColumns.read(first.text())) {
            case ImportColumns.Reading.Wrong(String sentence) -> new Opened.Wrong(sentence);
            case ImportColumns.Reading.Good(ImportColumns columns) ->
                new Opened.Good(new ReaderFile(
                        new CsvRecords(lines, columns.separator(), columns::plausible), columns, cells.apply(columns)));
        };
    }

    List<String> unknownColumns() {
        return columns.unknown();
    }

    /** The next rows, good and bad; none when the file has ended. */
    List<Row> next(int most) throws IOException {
        List<Row> rows = new ArrayList<>(most);
        while (rows.size() < most) {
            Entry entry = records.next();
            if (entry == null) {
                break;
            }
            switch (entry) {
                case Entry.Broken(int line, String text, String reason) ->
                    rows.add(new Row.Bad(line, ImportCells.legible(text), reason));
                case Entry.Cells(int line, String[] found) -> {
                    // Spreadsheets write the separators of rows that were emptied.
                    if (!Arrays.stream(found).allMatch(String::isBlank)) {
                        rows.add(cells.read(line, found));
                    }
                }
            }
        }
        return rows;
    }

    long bytesRead() {
        return records.bytesRead();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}

package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which cell of a row means what, from the first line of the file.
 *
 * @param separator between cells: a comma, or the semicolon or tab that some spreadsheets write
 * @param places where each known column stands, in the order of {@link #KNOWN}; -1 where it does not
 * @param unknown heads that mean nothing here
 */
record ImportColumns(char separator, int[] places, int width, List<String> unknown) {

    static final String EMAIL = "email";
    static final String TOPICS = "topics";
    static final String FREQUENCY = "frequency";
    static final String ZONE = "zone";
    static final String HOUR = "hour";
    static final String CONFIRMED_AT = "confirmed_at";

    static final List<String> KNOWN = List.of(EMAIL, TOPICS, FREQUENCY, ZONE, HOUR, CONFIRMED_AT);

    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final int LONGEST_HEAD = 60;

    /** How reading the first line ended. */
    sealed interface Reading {
        record Good(ImportColumns columns) implements Reading {}

        record Wrong(String sentence) implements Reading {}
    }

    static Reading read(String firstLine) {
        if (firstLine.indexOf('\0') >= 0) {
            return new Reading.Wrong(
                    "This is not a file in UTF-8. It may be in UTF-16, which some programs call “Unicode”:"
                            + " save it as “CSV UTF-8” and upload that.");
        }
        if (firstLine.startsWith("PK")) {
            return new Reading.Wrong(
                    "This is not a CSV file. If it is a spreadsheet, save it as “CSV UTF-8” and upload that.");
        }
        char separator = separator(firstLine);
        String[] cells = CsvRecords.split(firstLine, separator);
        if (cells == null) {
            return new Reading.Wrong("The quotation marks in the first line do not match.");
        }
        List<String> heads = Arrays.stream(cells)
                .map(head -> head.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!heads.contains(EMAIL)) {
            return new Reading.Wrong("The first line has to name the columns, and one of them “email”. It reads “"
                    + ImportCells.cut(firstLine) + "”.");
        }
        return columns(separator, heads);
    }

    private static char separator(String line) {
        char most = SEPARATORS[0];
        for (char candidate : SEPARATORS) {
            most = count(line, candidate) > count(line, most) ? candidate : most;
        }
        return most;
    }

    private static long count(String line, char wanted) {
        return line.chars().filter(letter -> letter == wanted).count();
    }

    private static Reading columns(char separator, List<String> heads) {
        Set<String> seen = new HashSet<>();
        List<String> unknown = new ArrayList<>();
        for (String head : heads) {
            boolean first = seen.add(head);
            if (!first && KNOWN.contains(head)) {
                return new Reading.Wrong("The first line names the column “" + head + "” twice.");
            }
            if (first && !KNOWN.contains(head) && !head.isEmpty()) {
                unknown.add(head.length() > LONGEST_HEAD ? head.substring(0, LONGEST_HEAD) + "…" : head);
            }
        }
        int[] places = KNOWN.stream().mapToInt(heads::indexOf).toArray();
        return new Reading.Good(new ImportColumns(separator, places, heads.size(), List.copyOf(unknown)));
    }

    /** The cell of a known column, without blanks around it; empty where the row or the file has none. */
    String cell(String[] cells, String column) {
        int place = places[KNOWN.indexOf(column)];
        return place < 0 || place >= cells.length ? "" : cells[place].strip();
    }

    /** Whether there is anything beyond the last column that has a head. */
    boolean overflows(String[] cells) {
        for (int i = width; i < cells.length; i++) {
            if (!cells[i].isBlank()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether cells from several lines look like one record. A line end in a cell of ours, which holds words, means that quotation marks
     * went astray; and so does a line in any other cell that looks like a row.
     */
    boolean plausible(String[] cells) {
        return !overflows(cells)
                && KNOWN.stream().allMatch(column -> cell(cells, column).indexOf('\n') < 0)
                && Arrays.stream(cells)
                        .filter(cell -> cell.indexOf('\n') >= 0)
                        .flatMap(String::lines)
                        .noneMatch(this::looksLikeARow);
    }

    /** Whether an address stands alone between separators. One alone in its line may as well be the end of a letter. */
    private boolean looksLikeARow(String line) {
        return line.indexOf(separator) >= 0
                && Arrays.stream(line.split(String.valueOf(separator)))
                        .anyMatch(piece -> EmailAddress.parse(piece).isPresent());
    }
}

package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.topic.Topics;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Understands the cells of one row after another. Empty cells mean the usual choice; wrong ones are not guessed at. */
final class ImportCells {

    /** As the table has it. */
    private static final int LONGEST_TOPICS = 2_000;

    private static final int LONGEST_ZONE = 64;
    private static final int LONGEST_MOMENT = 40;
    private static final int LONGEST_ECHO = 80;

    /** As the table has it. */
    private static final int LONGEST_TYPED = 254;

    private static final char UNSEEN = '\uFFFD';
    private static final int MOST_ZONES_KEPT = 2_000;
    private static final int DAY = "2026-01-31".length();
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);
    private static final Map<String, Frequency> FREQUENCIES =
            Arrays.stream(Frequency.values()).collect(Collectors.toMap(Frequency::word, Function.identity()));

    private final ImportColumns columns;
    private final Topics topics;
    private final ZoneId home;
    private final int usualHour;
    private final Instant now;
    private final Map<String, Boolean> zones = new HashMap<>();

    /** @param home the newsletter's zone: for readers without one, and for moments without one */
    ImportCells(ImportColumns columns, Topics topics, ZoneId home, int usualHour, Instant now) {
        this.columns = columns;
        this.topics = topics;
        this.home = home;
        this.usualHour = usualHour;
        this.now = now;
    }

    /** How reading a row ended. */
    sealed interface Row {
        record Good(ImportedReader reader) implements Row {}

        /** @param typed what stands in place of an address, made legible */
        record Bad(int line, String typed, String reason) implements Row {}
    }

    Row read(int line, String[] cells) {
        String typed = cell(cells, ImportColumns.EMAIL);
        if (columns.overflows(cells)) {
            return bad(
                    line,
                    cells,
                    "There are more cells than columns. A cell with the separator inside needs quotation marks around it.");
        }
        for (String column : ImportColumns.KNOWN) {
            OptionalInt control = firstControl(cell(cells, column));
            if (control.isPresent()) {
                // Said by its number: a table that is to hold it might refuse it, as PostgreSQL does NUL.
                return bad(
                        line,
                        cells,
                        String.format(
                                "In “%s” is a control character, U+%04X, that nobody sees. Retype the cell.",
                                column, control.getAsInt()));
            }
        }
        if (typed.isEmpty()) {
            return bad(line, cells, "There is no address.");
        }
        Optional<EmailAddress> email = EmailAddress.parse(typed);
        if (email.isEmpty()) {
            return bad(
                    line,
                    cells,
                    "“" + cut(typed) + "” is not an email address that we can send to."
                            + EmailAddress.hint(typed).map(hint -> " " + hint).orElse(""));
        }
        Set<String> slugs = slugs(cell(cells, ImportColumns.TOPICS));
        for (String slug : slugs) {
            if (topics.find(slug).isEmpty()) {
                return bad(line, cells, "There is no topic “" + cut(slug) + "”.");
            }
        }
        String joined = String.join("\n", slugs);
        if (joined.length() > LONGEST_TOPICS) {
            return bad(line, cells, "That is too many topics. Leave the cell empty for all of them.");
        }
        return more(line, cells, email.get(), joined);
    }

    private Row bad(int line, String[] cells, String reason) {
        return new Row.Bad(line, legible(cell(cells, ImportColumns.EMAIL)), reason);
    }

    private static OptionalInt firstControl(String cell) {
        return cell.chars()
                .filter(letter -> Character.isISOControl(letter) && "\t\n\r".indexOf(letter) < 0)
                .findFirst();
    }

    private Row more(int line, String[] cells, EmailAddress email, String slugs) {
        String often = cell(cells, ImportColumns.FREQUENCY).toLowerCase(Locale.ROOT);
        Frequency frequency = often.isEmpty() ? Frequency.DAILY : FREQUENCIES.get(often);
        if (frequency == null) {
            return bad(line, cells, "“" + cut(often) + "” is none of daily, weekdays, weekly.");
        }
        String zone = cell(cells, ImportColumns.ZONE);
        if (!zone.isEmpty() && !isZone(zone)) {
            return bad(line, cells, "We do not know the zone “" + cut(zone) + "”. Write it like Europe/Lisbon.");
        }
        int hour = hour(cell(cells, ImportColumns.HOUR));
        if (hour < 0) {
            return bad(
                    line, cells, "“" + cut(cell(cells, ImportColumns.HOUR)) + "” is not an hour of the day, 0 to 23.");
        }
        String moment = cell(cells, ImportColumns.CONFIRMED_AT);
        Instant confirmedAt = moment.isEmpty() ? null : moment(moment);
        if (confirmedAt == null && !moment.isEmpty()) {
            return bad(
                    line,
                    cells,
                    "“" + cut(moment)
                            + "” is not a date that we can read. Write it like 2026-01-31 or 2026-01-31T08:30:00Z.");
        }
        if (confirmedAt != null && confirmedAt.isAfter(now)) {
            return bad(line, cells, "It says confirmed on " + cut(moment) + ", which is still to come.");
        }
        return new Row.Good(new ImportedReader(
                line, email, slugs, frequency, zone.isEmpty() ? home.getId() : zone, hour, confirmedAt));
    }

    private String cell(String[] cells, String column) {
        return columns.cell(cells, column);
    }

    /** Slugs hold none of the marks that people put between them, so any of the marks will do. */
    private static Set<String> slugs(String cell) {
        if (cell.isEmpty()) {
            return Set.of();
        }
        Set<String> slugs = new LinkedHashSet<>();
        int from = 0;
        for (int at = 0; at <= cell.length(); at++) {
            if (at == cell.length() || ";,|".indexOf(cell.charAt(at)) >= 0) {
                slugs.add(cell.substring(from, at).strip().toLowerCase(Locale.ROOT));
                from = at + 1;
            }
        }
        slugs.remove("");
        return slugs;
    }

    private boolean isZone(String id) {
        if (id.length() > LONGEST_ZONE) {
            return false;
        }
        Boolean known = zones.get(id);
        if (known == null) {
            known = parsesAsZone(id);
            if (zones.size() < MOST_ZONES_KEPT) {
                zones.put(id, known);
            }
        }
        return known;
    }

    private static boolean parsesAsZone(String id) {
        try {
            ZoneId.of(id);
            return true;
        } catch (DateTimeException unknown) {
            return false;
        }
    }

    private int hour(String cell) {
        if (cell.isEmpty()) {
            return usualHour;
        }
        boolean digits = cell.length() <= 2 && cell.chars().allMatch(letter -> letter >= '0' && letter <= '9');
        int hour = digits ? Integer.parseInt(cell) : -1;
        return hour <= 23 ? hour : -1;
    }

    /** A day, or a moment with or without an offset, with the T or the blank that databases write; null for anything else. */
    private Instant moment(String cell) {
        try {
            if (cell.length() > LONGEST_MOMENT) {
                return null;
            }
            boolean blank = cell.length() > DAY && cell.charAt(DAY) == ' ';
            String text = blank ? cell.substring(0, DAY) + "T" + cell.substring(DAY + 1) : cell;
            Instant moment = text.length() == DAY
                    ? LocalDate.parse(text).atStartOfDay(home).toInstant()
                    : switch (MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from)) {
                        case OffsetDateTime offset -> offset.toInstant();
                        case TemporalAccessor local ->
                            LocalDateTime.from(local).atZone(home).toInstant();
                    };
            return moment.isBefore(Instant.EPOCH) ? null : moment;
        } catch (DateTimeException notADate) {
            return null;
        }
    }

    /** What was typed, without anything that cannot be seen or stored, and no longer than an address. */
    static String legible(String text) {
        StringBuilder legible = new StringBuilder();
        text.strip().chars().limit(LONGEST_TYPED + 1).forEach(letter -> legible.append(shown((char) letter)));
        return cut(legible.toString(), LONGEST_TYPED);
    }

    private static char shown(char letter) {
        boolean hidden = Character.isISOControl(letter);
        return hidden && Character.isWhitespace(letter) ? ' ' : hidden ? UNSEEN : letter;
    }

    /** What was typed, short enough to be said again. */
    static String cut(String text) {
        return cut(text, LONGEST_ECHO);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        // Half of a letter is none.
        int end = Character.isHighSurrogate(text.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return text.substring(0, end) + "…";
    }
}

package dev.paperboy.issue;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The papers of one day as a page shows them, ranked.
 *
 * @param topic the slug that they were narrowed to, or empty
 * @param topicName its name, or empty
 * @param previous the last day before with papers, or null
 * @param next the first day after with papers, or null
 */
public record DayView(
        LocalDate date, List<PaperView> papers, String topic, String topicName, LocalDate previous, LocalDate next) {

    private static final DateTimeFormatter LONG = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);

    public String words() {
        return words(date);
    }

    public String previousWords() {
        return previous == null ? "" : words(previous);
    }

    public String nextWords() {
        return next == null ? "" : words(next);
    }

    static String words(LocalDate date) {
        return LONG.format(date);
    }
}

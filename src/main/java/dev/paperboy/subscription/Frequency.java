package dev.paperboy.subscription;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How often a reader gets an issue. */
public enum Frequency {
    DAILY("Every day"),
    /** Monday to Friday, by the date of the issue. */
    WEEKDAYS("Weekdays"),
    /** The weekly issue only. */
    WEEKLY("Once a week");

    private final String label;

    Frequency(String label) {
        this.label = label;
    }

    public static Optional<Frequency> of(String word) {
        return Arrays.stream(values())
                .filter(frequency -> frequency.word().equals(word))
                .findFirst();
    }

    /** The word in forms and files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words on a page. */
    public String label() {
        return label;
    }
}

package dev.paperboy.rendering;

/**
 * A place in a rendered piece that is filled for each reader. Templates are given the mark in place of the value.
 * The mark is made of a control character that {@link ForeignText} removes, so no paper can forge one.
 */
enum Slot {
    SUBJECT,
    PREHEADER,
    COUNT,
    CHOICE,
    WEB_URL,
    PREFERENCES_URL,
    UNSUBSCRIBE_URL,
    RANK,
    /** Whole lines or nothing at all: it stands on a line of its own in a template and takes that line's end with it. */
    REASON,
    REASON_WORDS;

    static final char EDGE = '\u0001';

    String mark() {
        return "" + EDGE + (char) ('A' + ordinal()) + EDGE;
    }

    static Slot named(char letter) {
        return values()[letter - 'A'];
    }

    boolean endsItsLine() {
        return this == REASON;
    }
}

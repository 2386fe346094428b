package dev.paperboy.subscription;

import java.util.Locale;

/** Where a reader stands. Only an active one gets issues. */
public enum ReaderStatus {
    /** Signed up; the address has not confirmed, so nothing but the confirmation is sent to it. */
    PENDING,
    ACTIVE,
    /** Active again by itself after a date. */
    PAUSED,
    /** Left. Nothing is sent any more, whatever was waiting. */
    UNSUBSCRIBED,
    /** The address cannot or must not be written to; a sign-up does not change that. */
    SUPPRESSED;

    /** The word for pages and styles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

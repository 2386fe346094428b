package dev.paperboy.issue;

import java.util.Locale;

/** Where an issue stands between assembly and the last mail. */
public enum IssueStatus {
    /** Assembled, waiting for approval. */
    DRAFT,
    /** Content and audience are fixed; the send begins by itself. */
    APPROVED,
    /** Deliveries are in the ledger and being worked off. */
    SENDING,
    /** Nothing is left to send. */
    SENT,
    /** Stopped by an operator or by a policy; deliveries wait. */
    HELD,
    /** Stopped for good; deliveries that were waiting are dropped. */
    CANCELLED,
    /** The day brought no papers. */
    EMPTY;

    /** The word for pages and styles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

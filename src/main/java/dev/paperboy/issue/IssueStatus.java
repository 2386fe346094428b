package dev.paperboy.issue;

import java.util.Locale;

/** Where an issue stands between assembly and the last mail. */
public enum IssueStatus {
    /** Assembled, waiting for approval. */
    DRAFT,
    /** Approved by an earlier version, which fixed the audience in a second step; it is taken up like a draft that needs no approval. */
    APPROVED,
    /** Approved: content and audience are fixed, and deliveries are in the ledger and being worked off. */
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

package dev.paperboy.outbox;

/** Mails that are decided upon together. */
public sealed interface Bundle {

    /** The mails of an issue. */
    record OfIssue(long issueId) implements Bundle {}

    /** Confirmations and other mails that belong to no issue. */
    record Notices() implements Bundle {}
}

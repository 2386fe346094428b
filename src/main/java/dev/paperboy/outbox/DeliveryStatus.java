package dev.paperboy.outbox;

import java.util.Locale;

/** Where a delivery stands. */
public enum DeliveryStatus {
    /** Waiting for its time, or for another try. */
    PENDING,
    /** A worker has it. */
    LEASED,
    /** The relay took it. */
    SENT,
    /** The relay refused it for good, or it could not be composed. */
    FAILED,
    /** It may or may not have been accepted; nobody can know (RFC 1047). */
    UNCERTAIN,
    /** Nothing to send: the reader left, paused, or has had every paper of their topics. */
    SKIPPED,
    /** Waiting because its issue is held. */
    HELD,
    /** Dropped with its issue. */
    CANCELLED;

    /** Whether the reader has had, may have had, or will have what it brings. */
    public boolean brings() {
        return this != SKIPPED && this != CANCELLED && this != FAILED;
    }

    /** The word for pages and styles. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.paperboy.outbox;

/** What a delivery brings; each kind has one composer. */
public enum DeliveryKind {
    ISSUE,
    CONFIRMATION,
    PREFERENCES;

    /** Lower goes first: a person is waiting for a notice. */
    int priority() {
        return this == ISSUE ? 10 : 0;
    }
}

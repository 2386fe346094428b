package dev.paperboy.outbox;

/** How a mail ended, as far as the next start must know. */
enum Ending {
    ACCEPTED,
    REFUSED,
    /** Certainly not accepted; it may be tried again. */
    NOT_ACCEPTED,
    UNCERTAIN;

    static Ending of(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted _ -> ACCEPTED;
            case DeliveryOutcome.Refused refused ->
                // What waits for an operator has not failed.
                refused.why() == Refusal.POLICY ? NOT_ACCEPTED : REFUSED;
            case DeliveryOutcome.Uncertain _ -> UNCERTAIN;
            case DeliveryOutcome.Deferred _,
                    DeliveryOutcome.Unreachable _,
                    DeliveryOutcome.TurnedAway _,
                    DeliveryOutcome.BrokenOff _,
                    DeliveryOutcome.Withdrawn _ -> NOT_ACCEPTED;
        };
    }
}

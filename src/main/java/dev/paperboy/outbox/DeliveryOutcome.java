package dev.paperboy.outbox;

/** What became of one attempt to hand one mail to the relay. */
public sealed interface DeliveryOutcome {

    /** The relay took responsibility (2xx after the final dot). */
    record Accepted(String reply) implements DeliveryOutcome {}

    /** 4xx: the relay will not take this mail now; it is tried again later. */
    record Deferred(String reply, Deferral why) implements DeliveryOutcome {}

    /** 5xx: the relay will never take this mail. */
    record Refused(String reply, Refusal why) implements DeliveryOutcome {}

    /** The final dot was written and no reply was read: nobody can know whether the mail is on its way (RFC 1047). */
    record Uncertain(String reason) implements DeliveryOutcome {}

    /** The relay itself is in trouble: nothing was accepted, and it is no fault of this mail or its reader. */
    record Unreachable(String reason) implements DeliveryOutcome {}

    /** 421: the relay wants fewer or no connections for now (RFC 5321 §3.8); nothing was accepted. */
    record TurnedAway(String reply) implements DeliveryOutcome {}

    /** The witness did not let it finish; nothing was accepted. */
    record Withdrawn() implements DeliveryOutcome {}

    /** Broken off in the middle, while the relay is well: this mail may be what cannot be borne. Nothing was accepted. */
    record BrokenOff(String reason) implements DeliveryOutcome {}
}

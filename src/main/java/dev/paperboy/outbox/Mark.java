package dev.paperboy.outbox;

import java.time.Instant;

/**
 * What becomes of a leased row.
 *
 * @param lease the one under which it was found out
 * @param notBefore when it is tried again; null unless it goes back to waiting
 * @param finishedAt null unless it is finished
 * @param doubts whether a copy of it may have arrived, though it is tried again; from then on it can only end as sent or in doubt
 */
record Mark(
        long id,
        long lease,
        DeliveryStatus status,
        int attempts,
        String reply,
        Instant notBefore,
        Instant finishedAt,
        boolean doubts) {

    static final int LONGEST_REPLY = 500;

    Mark {
        reply = shortened(reply);
    }

    static String shortened(String reply) {
        return reply.length() > LONGEST_REPLY ? reply.substring(0, LONGEST_REPLY) : reply;
    }

    static Mark finished(Delivery delivery, DeliveryStatus end, String reply, Instant now) {
        return new Mark(delivery.id(), delivery.lease(), end, delivery.attempts() + 1, reply, null, now, false);
    }

    /** It came to an end without a try. */
    static Mark untried(Delivery delivery, DeliveryStatus end, String why, Instant now) {
        return new Mark(delivery.id(), delivery.lease(), end, delivery.attempts(), why, null, now, false);
    }

    /** It was not tried, or its try does not count: nothing about the mail or its reader was in the way. */
    static Mark back(Delivery delivery, String why, Instant when) {
        return new Mark(
                delivery.id(), delivery.lease(), DeliveryStatus.PENDING, delivery.attempts(), why, when, null, false);
    }

    static Mark again(Delivery delivery, String why, Instant when) {
        return triedAgain(delivery, why, when, false);
    }

    static Mark againInDoubt(Delivery delivery, String why, Instant when) {
        return triedAgain(delivery, why, when, true);
    }

    private static Mark triedAgain(Delivery delivery, String why, Instant when, boolean doubts) {
        return new Mark(
                delivery.id(),
                delivery.lease(),
                DeliveryStatus.PENDING,
                delivery.attempts() + 1,
                why,
                when,
                null,
                doubts);
    }

    static Mark held(Delivery delivery, String why) {
        return held(delivery, delivery.attempts(), why);
    }

    /** Its try counts: whoever sends it on is told what becomes of the next one. */
    static Mark triedAndHeld(Delivery delivery, String why) {
        return held(delivery, delivery.attempts() + 1, why);
    }

    private static Mark held(Delivery delivery, int attempts, String why) {
        return new Mark(delivery.id(), delivery.lease(), DeliveryStatus.HELD, attempts, why, null, null, false);
    }
}

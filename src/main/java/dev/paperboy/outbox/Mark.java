package dev.paperboy.outbox;

import java.time.Instant;

/**
 * What becomes of a leased row.
 *
 * @param lease the one under which it was found out
 * @param notBefore when it is tried again; null unless it goes back to waiting
 * @param finishedAt null unless it is finished
 */
record Mark(
        long id, long lease, DeliveryStatus status, int attempts, String reply, Instant notBefore, Instant finishedAt) {

    private static final int LONGEST_REPLY = 500;

    Mark {
        reply = reply.length() > LONGEST_REPLY ? reply.substring(0, LONGEST_REPLY) : reply;
    }

    static Mark finished(Delivery delivery, DeliveryStatus end, String reply, Instant now) {
        return new Mark(delivery.id(), delivery.lease(), end, delivery.attempts() + 1, reply, null, now);
    }

    /** It was not tried, or its try does not count: nothing about the mail or its reader was in the way. */
    static Mark back(Delivery delivery, String why, Instant when) {
        return new Mark(delivery.id(), delivery.lease(), DeliveryStatus.PENDING, delivery.attempts(), why, when, null);
    }

    static Mark again(Delivery delivery, String why, Instant when) {
        return new Mark(
                delivery.id(), delivery.lease(), DeliveryStatus.PENDING, delivery.attempts() + 1, why, when, null);
    }

    static Mark held(Delivery delivery, String why) {
        return new Mark(delivery.id(), delivery.lease(), DeliveryStatus.HELD, delivery.attempts(), why, null, null);
    }
}

package dev.paperboy.outbox;

import java.util.concurrent.atomic.AtomicInteger;

/** What a relay's answers say about the relay itself: whether it is in trouble, and how many connections it bears. */
final class RelayHealth {

    /** So many mails broken off one after the other, with none in between that got an answer, are no longer the mails' fault. */
    private static final int MOST_BROKEN_IN_A_ROW = 3;

    private final Breaker breaker;
    private final Crowd crowd;
    private final AtomicInteger brokenInARow = new AtomicInteger();

    RelayHealth(Breaker breaker, Crowd crowd) {
        this.breaker = breaker;
        this.crowd = crowd;
    }

    /** What the lane does next. */
    sealed interface Advice {

        record GoOn() implements Advice {}

        /** The relay asked not to be called again at once. */
        record Rest() implements Advice {}

        /** The relay is in trouble. */
        record Stop(String reason) implements Advice {}

        /** The trouble is over. */
        record GoOnAgain() implements Advice {}
    }

    /** One mail that a relay breaks off at may be to blame itself; several in a row, and it is the relay. */
    DeliveryOutcome judged(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted _, DeliveryOutcome.Refused _, DeliveryOutcome.Deferred _ -> {
                brokenInARow.set(0);
                yield outcome;
            }
            case DeliveryOutcome.BrokenOff(String reason) ->
                brokenInARow.incrementAndGet() > MOST_BROKEN_IN_A_ROW
                        ? new DeliveryOutcome.Unreachable(reason)
                        : outcome;
            case DeliveryOutcome.Uncertain _,
                    DeliveryOutcome.Unreachable _,
                    DeliveryOutcome.TurnedAway _,
                    DeliveryOutcome.Withdrawn _ -> outcome;
        };
    }

    Advice learn(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Unreachable(String reason) -> stop(reason);
            case DeliveryOutcome.TurnedAway(String reply) -> crowd.shrink() ? new Advice.Rest() : stop(reply);
            case DeliveryOutcome.Accepted _ -> {
                crowd.grow();
                yield goOn();
            }
            case DeliveryOutcome.Refused _, DeliveryOutcome.Deferred _ -> goOn();
            case DeliveryOutcome.BrokenOff _ -> {
                // It gave a new connection, but may want fewer.
                crowd.shrink();
                yield new Advice.GoOn();
            }
            // They say nothing about whether the next mail would be taken.
            case DeliveryOutcome.Uncertain _, DeliveryOutcome.Withdrawn _ -> new Advice.GoOn();
        };
    }

    private Advice stop(String reason) {
        breaker.open(reason);
        return new Advice.Stop(reason);
    }

    private Advice goOn() {
        if (!breaker.isOpen()) {
            return new Advice.GoOn();
        }
        breaker.close();
        return new Advice.GoOnAgain();
    }
}

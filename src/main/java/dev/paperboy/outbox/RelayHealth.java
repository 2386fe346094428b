package dev.paperboy.outbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What a relay's answers say about the relay itself: whether it is in trouble, and how many connections it bears. */
final class RelayHealth {

    /** So many mails left without an answer, with none in between that got one, are no longer the mails' fault. */
    private static final int MOST_UNANSWERED = 3;

    private final Breaker breaker;
    private final Crowd crowd;
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();

    // Whoever signs up addresses that do not exist must not make an issue's first refusal look like the relay's.
    private final RefusedInARow issues = new RefusedInARow();
    private final RefusedInARow notices = new RefusedInARow();

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

    /**
     * One mail that a relay breaks off at, or refuses, may be to blame itself, however often it is tried; several in a row, and it is the
     * relay, or what the relay thinks of us.
     */
    DeliveryOutcome judged(Delivery delivery, DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted _, DeliveryOutcome.Deferred _ -> {
                unanswered.clear();
                issues.end();
                notices.end();
                yield outcome;
            }
            case DeliveryOutcome.Refused refused -> {
                unanswered.clear();
                boolean everything = (delivery.issueId() == null ? notices : issues).another();
                yield everything
                        ? new DeliveryOutcome.Refused(
                                "one mail after the other was refused, the last with: " + refused.reply(),
                                Refusal.POLICY)
                        : outcome;
            }
            case DeliveryOutcome.BrokenOff(String reason) -> {
                unanswered.add(delivery.id());
                yield leavesAllUnanswered() ? new DeliveryOutcome.Unreachable(reason) : outcome;
            }
            case DeliveryOutcome.Uncertain _ -> {
                unanswered.add(delivery.id());
                yield outcome;
            }
            case DeliveryOutcome.Unreachable _, DeliveryOutcome.TurnedAway _, DeliveryOutcome.Withdrawn _ -> outcome;
        };
    }

    private boolean leavesAllUnanswered() {
        return unanswered.size() > MOST_UNANSWERED;
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
            case DeliveryOutcome.Uncertain(String reason) ->
                leavesAllUnanswered() || breaker.isOpen() ? stop(reason) : new Advice.GoOn();
            // It says nothing about whether the next mail would be taken.
            case DeliveryOutcome.Withdrawn _ -> new Advice.GoOn();
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

package dev.paperboy.outbox;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/** What a relay's answers say about the relay itself: whether it is in trouble, and how many connections it bears. */
final class RelayHealth {

    /** So many mails left without an answer, with none in between that got one, are no longer the mails' fault. */
    private static final int MOST_UNANSWERED = 3;

    /** So many mails refused for good, with none in between that was taken, are no longer the readers' fault. */
    private static final int MOST_REFUSED = 20;

    /** So many mails refused for who we are a second time, with none in between that was taken, may be their readers' doing alone. */
    private static final int MOST_REFUSED_AGAIN = 3;

    private final Breaker breaker;
    private final Crowd crowd;
    private final BooleanSupplier anotherIsWell;
    private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();

    // Whoever signs up addresses that do not exist must not make an issue's first refusal look like the relay's.
    private final RefusedInARow issues = new RefusedInARow(MOST_REFUSED, System::nanoTime);
    private final RefusedInARow notices = new RefusedInARow(MOST_REFUSED, System::nanoTime);
    private final RefusedInARow again = new RefusedInARow(MOST_REFUSED_AGAIN, System::nanoTime);

    /** @param anotherIsWell whether there is a relay that could take this one's mail */
    RelayHealth(Breaker breaker, Crowd crowd, BooleanSupplier anotherIsWell) {
        this.breaker = breaker;
        this.crowd = crowd;
        this.anotherIsWell = anotherIsWell;
    }

    /**
     * What to think of an answer.
     *
     * @param wronged mails before it whose refusals were not meant for them
     */
    record Judgement(DeliveryOutcome outcome, List<RefusedInARow.Former> wronged) {

        Judgement(DeliveryOutcome outcome) {
            this(outcome, List.of());
        }
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
    Judgement judged(Delivery delivery, DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Accepted _, DeliveryOutcome.Deferred _ -> {
                unanswered.clear();
                issues.end();
                notices.end();
                again.end();
                yield new Judgement(outcome);
            }
            case DeliveryOutcome.Refused refused -> {
                unanswered.clear();
                yield judged(delivery, refused);
            }
            case DeliveryOutcome.BrokenOff(String reason) -> {
                unanswered.add(delivery.id());
                yield new Judgement(leavesAllUnanswered() ? new DeliveryOutcome.Unreachable(reason) : outcome);
            }
            case DeliveryOutcome.Uncertain _ -> {
                unanswered.add(delivery.id());
                yield new Judgement(outcome);
            }
            case DeliveryOutcome.Unreachable _, DeliveryOutcome.TurnedAway _, DeliveryOutcome.Withdrawn _ ->
                new Judgement(outcome);
        };
    }

    /** A relay that refuses everything is in trouble where another can take over; else it is for an operator to find out why. */
    private Judgement judged(Delivery delivery, DeliveryOutcome.Refused refused) {
        RefusedInARow row = delivery.issueId() == null ? notices : issues;
        Optional<List<RefusedInARow.Former>> wronged = row.another(delivery, refused, breaker.isOpen());
        if (wronged.isEmpty()) {
            return refused.why() == Refusal.POLICY && delivery.issueId() != null && delivery.attempts() > 0
                    ? refusedAgain(delivery, refused)
                    : new Judgement(refused);
        }
        String why = "one mail after the other was refused, the last with: " + refused.reply();
        return new Judgement(
                anotherIsWell.getAsBoolean()
                        ? new DeliveryOutcome.Unreachable(why)
                        : new DeliveryOutcome.Refused(why, Refusal.POLICY),
                wronged.get());
    }

    /**
     * Its issue has waited for an operator on its account or on others', and was sent on: a mailbox that nobody may write to must not hold
     * it up again and again. Where it is not the only one, nothing has been put right.
     */
    private Judgement refusedAgain(Delivery delivery, DeliveryOutcome.Refused refused) {
        DeliveryOutcome.Refused itsOwn = new DeliveryOutcome.Refused(refused.reply(), Refusal.MAIL);
        return again.another(delivery, itsOwn, false)
                .map(wronged -> new Judgement(refused, wronged))
                .orElse(new Judgement(itsOwn));
    }

    private boolean leavesAllUnanswered() {
        return unanswered.size() > MOST_UNANSWERED;
    }

    Advice learn(DeliveryOutcome outcome) {
        return switch (outcome) {
            case DeliveryOutcome.Unreachable(String reason) -> stop(reason);
            case DeliveryOutcome.TurnedAway(String reply) ->
                crowd.shrink() && !breaker.isOpen() ? new Advice.Rest() : stop(reply);
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

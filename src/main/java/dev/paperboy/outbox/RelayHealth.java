package dev.paperboy.outbox;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** What a relay's answers say about the relay itself: whether it is in trouble, and how many connections it bears. */
final class RelayHealth {

    /** So many mails left without an answer, with none in between that got one, are no longer the mails' fault. */
    private static final int MOST_UNANSWERED = 3;

    /** So many mails refused for good, with none in between that was taken, are no longer the readers' fault. */
    private static final int MOST_REFUSED = 20;

    /** So many mails refused for who we are a second time, with none in between that was taken, may be their readers' doing alone. */
    private static final int MOST_REFUSED_AGAIN = 3;

    /** So many mails put off for the relay's own trouble, with none in between that was taken, may be what breaks it each. */
    private static final int MOST_IN_TROUBLE = 3;

    /** So many mails put off for whatever reason, with none in between that was taken, may each have their own. */
    private static final int MOST_PUT_OFF = 20;

    private static final String TOO_SLOW =
            "Mail after mail was taken back before its end was sent, because the relay took minutes"
                    + " to let it begin. Nothing was sent; trying again by itself.";

    private final Breaker breaker;
    private final Crowd crowd;
    private final OtherRelays others;
    private final InARow unanswered = new InARow(MOST_UNANSWERED);
    private final AtomicInteger withdrawn = new AtomicInteger();
    private final InARow inTrouble = new InARow(MOST_IN_TROUBLE);
    private final InARow putOff = new InARow(MOST_PUT_OFF);

    // Whoever signs up addresses that do not exist must not make an issue's first refusal look like the relay's.
    private final RefusedInARow issues = new RefusedInARow(MOST_REFUSED, System::nanoTime);
    private final RefusedInARow notices = new RefusedInARow(MOST_REFUSED, System::nanoTime);
    private final RefusedInARow again = new RefusedInARow(MOST_REFUSED_AGAIN, System::nanoTime);

    RelayHealth(Breaker breaker, Crowd crowd, OtherRelays others) {
        this.breaker = breaker;
        this.crowd = crowd;
        this.others = others;
    }

    /**
     * What to think of an answer.
     *
     * @param wronged mails before it whose refusals were not meant for them
     * @param byItsMails whether it is in trouble for what became of several mails, and not for how it answered to one
     */
    record Judgement(DeliveryOutcome outcome, List<RefusedInARow.Former> wronged, boolean byItsMails) {

        Judgement(DeliveryOutcome outcome) {
            this(outcome, List.of(), false);
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
            case DeliveryOutcome.Accepted _ -> {
                answered();
                endOfRefusals();
                inTrouble.end();
                putOff.end();
                yield new Judgement(outcome);
            }
            case DeliveryOutcome.Deferred deferred -> {
                answered();
                endOfRefusals();
                yield isTheRelays(delivery, deferred.why())
                        ? inTroubleByItsMails(
                                "One mail after the other is put off, the last with: " + ended(deferred.reply()))
                        : new Judgement(deferred);
            }
            case DeliveryOutcome.Refused(String reply, Refusal why) -> {
                answered();
                String said = why == Refusal.POLICY ? others.said(reply) : reply;
                yield judged(delivery, new DeliveryOutcome.Refused(said, why));
            }
            case DeliveryOutcome.BrokenOff(String reason) -> {
                unanswered.add(delivery);
                yield unanswered.isTooLong() ? inTroubleByItsMails(reason) : new Judgement(outcome);
            }
            case DeliveryOutcome.Uncertain _ -> {
                unanswered.add(delivery);
                yield new Judgement(outcome);
            }
            case DeliveryOutcome.Unreachable _, DeliveryOutcome.TurnedAway _, DeliveryOutcome.Withdrawn _ ->
                new Judgement(outcome);
        };
    }

    private static Judgement inTroubleByItsMails(String reason) {
        return new Judgement(new DeliveryOutcome.Unreachable(reason), List.of(), true);
    }

    private void answered() {
        unanswered.end();
        withdrawn.set(0);
    }

    private void endOfRefusals() {
        issues.end();
        notices.end();
        again.end();
    }

    /**
     * A full mailbox, and a relay that lets each mail wait once, say nothing about the next mail, however many there are. What is unclear
     * may be such a wait without its name, which a mail that comes again has behind it; so nobody is kept from a first try by it.
     */
    private boolean isTheRelays(Delivery delivery, Deferral why) {
        return switch (why) {
            case MAIL, ANOTHER_RELAY -> false;
            case RELAY -> {
                inTrouble.add(delivery);
                yield inTrouble.isTooLong() || breaker.isOpen();
            }
            case UNCLEAR -> {
                putOff.add(delivery);
                yield delivery.attempts() > 0 && (putOff.isTooLong() || breaker.isOpen());
            }
        };
    }

    private static String ended(String sentence) {
        return sentence + (sentence.endsWith(".") ? "" : ".");
    }

    /** A relay that refuses everything is in trouble where another can take over; else it is for an operator to find out why. */
    private Judgement judged(Delivery delivery, DeliveryOutcome.Refused refused) {
        if (refused.why() == Refusal.RELAY && others.mayTakeWhatThisCannot()) {
            return new Judgement(new DeliveryOutcome.Deferred(
                    refused.reply() + " It waits for another relay.", Deferral.ANOTHER_RELAY));
        }
        RefusedInARow row = delivery.issueId() == null ? notices : issues;
        Optional<List<RefusedInARow.Former>> wronged = row.another(delivery, refused, breaker.isOpen());
        if (wronged.isEmpty()) {
            return refused.why() == Refusal.POLICY && delivery.issueId() != null && delivery.attempts() > 0
                    ? refusedAgain(delivery, refused)
                    : new Judgement(refused);
        }
        String why = "one mail after the other was refused, the last with: " + refused.reply();
        return new Judgement(
                others.isAnyWell()
                        ? new DeliveryOutcome.Unreachable(why)
                        : new DeliveryOutcome.Refused(why, Refusal.POLICY),
                wronged.get(),
                true);
    }

    /**
     * Its issue has waited for an operator on its account or on others', and was sent on: a mailbox that nobody may write to must not hold
     * it up again and again. Where it is not the only one, nothing has been put right.
     */
    private Judgement refusedAgain(Delivery delivery, DeliveryOutcome.Refused refused) {
        DeliveryOutcome.Refused itsOwn = new DeliveryOutcome.Refused(refused.reply(), Refusal.MAIL);
        return again.another(delivery, itsOwn, false)
                .map(wronged -> new Judgement(refused, wronged, true))
                .orElse(new Judgement(itsOwn));
    }

    Advice learn(Judgement judgement) {
        return switch (judgement.outcome()) {
            case DeliveryOutcome.Unreachable(String reason) ->
                judgement.byItsMails() ? stopForItsMails(reason) : stop(reason);
            case DeliveryOutcome.TurnedAway(String reply) ->
                crowd.shrink() && !breaker.isOpen() ? new Advice.Rest() : stop("It turned us away: " + ended(reply));
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
                unanswered.isTooLong() || breaker.isOpen() ? stopForItsMails(reason) : new Advice.GoOn();
            // Of a pause of our own each connection tells once; it says nothing about whether the next mail would be
            // taken.
            case DeliveryOutcome.Withdrawn _ ->
                withdrawn.incrementAndGet() > crowd.most() || breaker.isOpen()
                        ? stopForItsMails(TOO_SLOW)
                        : new Advice.GoOn();
        };
    }

    /** What a call has found in the way. */
    Advice learn(Optional<DeliveryOutcome> trouble) {
        return trouble.map(found -> learn(new Judgement(found)))
                .orElseGet(() -> breaker.canBeClosedByACall() ? goOn() : new Advice.GoOn());
    }

    private Advice stop(String reason) {
        breaker.open(reason);
        return new Advice.Stop(reason);
    }

    private Advice stopForItsMails(String reason) {
        breaker.openForItsMails(reason);
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

package dev.paperboy.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What an outcome means for its row. */
@ApplicationScoped
class Verdicts {

    /** A mail that cannot be composed is tried again, for the database may have been away; but a bug stays a bug. */
    private static final int COMPOSE_TRIES = 3;

    private static final int MOST_DOUBLINGS = 16;

    private static final Duration LONGEST_WAIT = Duration.ofHours(8);

    /** Which relay takes it then is as it happens, so that it may have to wait again. */
    private static final Duration UNTIL_ANOTHER_RELAY = Duration.ofSeconds(10);

    private final OutboxSettings settings;
    private final Clock clock;

    Verdicts(OutboxSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    Mark on(Delivery delivery, DeliveryOutcome outcome) {
        Instant now = clock.instant();
        return switch (outcome) {
            case DeliveryOutcome.Accepted accepted ->
                Mark.finished(delivery, DeliveryStatus.SENT, accepted.reply(), now);
            case DeliveryOutcome.Refused refused -> refused(delivery, refused, now);
            case DeliveryOutcome.Uncertain uncertain -> inDoubt(delivery, uncertain.reason());
            case DeliveryOutcome.Unreachable unreachable -> Mark.back(delivery, unreachable.reason(), now);
            case DeliveryOutcome.TurnedAway turnedAway -> Mark.back(delivery, turnedAway.reply(), now);
            case DeliveryOutcome.Withdrawn _ -> Mark.back(delivery, "taken back before its end was sent", now);
            case DeliveryOutcome.BrokenOff broken -> putOff(delivery, broken.reason());
            case DeliveryOutcome.Deferred(String reply, Deferral why)
            when why == Deferral.ANOTHER_RELAY -> Mark.back(delivery, reply, now.plus(UNTIL_ANOTHER_RELAY));
            case DeliveryOutcome.Deferred deferred -> putOff(delivery, deferred.reply());
        };
    }

    /** What is refused for who we are would be refused for everybody: an issue's mail waits until an operator has seen to it, a notice for a while. */
    private Mark refused(Delivery delivery, DeliveryOutcome.Refused refused, Instant now) {
        return switch (refused.why()) {
            case POLICY ->
                delivery.issueId() == null
                        ? tryLater(
                                delivery, refused.reply(), settings.retryAfter().size())
                        : Mark.triedAndHeld(delivery, refused.reply());
            case ADDRESS, RELAY, MAIL -> Mark.finished(delivery, DeliveryStatus.FAILED, refused.reply(), now);
        };
    }

    Mark notComposed(Delivery delivery, RuntimeException broken) {
        return tryLater(delivery, notComposed(broken), COMPOSE_TRIES);
    }

    static String notComposed(RuntimeException broken) {
        return "could not be composed: " + broken;
    }

    /** An issue's mail is tried until its issue expires, a notice until the waits have come to their end. */
    private Mark putOff(Delivery delivery, String why) {
        List<Duration> waits = settings.retryAfter();
        int beyond = delivery.attempts() - waits.size() + 1;
        if (delivery.issueId() == null || beyond <= 0) {
            return tryLater(delivery, why, waits.size());
        }
        Duration wait = shorter(waits.getLast().multipliedBy(1L << Math.min(beyond, MOST_DOUBLINGS)), LONGEST_WAIT);
        return Mark.again(delivery, why, clock.instant().plus(wait));
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Mark tryLater(Delivery delivery, String why, int tries) {
        List<Duration> waits = settings.retryAfter();
        if (delivery.attempts() < Math.min(tries, waits.size())) {
            return Mark.again(delivery, why, clock.instant().plus(waits.get(delivery.attempts())));
        }
        String givenUp = "given up after " + (delivery.attempts() + 1) + " tries: " + why;
        return Mark.finished(delivery, DeliveryStatus.FAILED, givenUp, clock.instant());
    }

    /** Whether what is in doubt is sent again without asking. */
    boolean resend() {
        return settings.onUncertain() == OutboxSettings.OnUncertain.RESEND;
    }

    /** By the setting, held for an operator or sent again; a relay that never answers must not get copy after copy all the same. */
    Mark inDoubt(Delivery delivery, String why) {
        List<Duration> waits = settings.retryAfter();
        if (resend() && delivery.attempts() < waits.size()) {
            return Mark.againInDoubt(
                    delivery,
                    why + (why.endsWith(".") ? "" : ".") + " It is sent again, as paperboy.smtp.on-uncertain says.",
                    clock.instant().plus(waits.get(delivery.attempts())));
        }
        return Mark.finished(delivery, DeliveryStatus.UNCERTAIN, why, clock.instant());
    }
}

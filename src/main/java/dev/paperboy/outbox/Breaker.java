package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Opens when the relay is in trouble, so that nobody's tries are burned on it, and closes by itself: one mail tries the way again. */
@ApplicationScoped
class Breaker {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final Clock clock;
    private Duration wait = FIRST_WAIT;
    private RelayTrouble trouble;

    Breaker(Clock clock) {
        this.clock = clock;
    }

    /** Whether a mail may try; once a wait has passed, the first to ask may and the others wait on. */
    synchronized boolean letsThrough() {
        if (trouble == null) {
            return true;
        }
        Instant now = clock.instant();
        if (now.isBefore(trouble.nextTry())) {
            return false;
        }
        trouble = new RelayTrouble(trouble.reason(), trouble.since(), now.plus(wait));
        return true;
    }

    synchronized void open(String reason) {
        Instant now = clock.instant();
        if (trouble == null) {
            wait = FIRST_WAIT;
            Log.warnf("the relay is in trouble, deliveries wait: %s", reason);
        } else {
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        }
        Instant since = trouble == null ? now : trouble.since();
        trouble = new RelayTrouble(reason, since, now.plus(wait));
    }

    synchronized void close() {
        if (trouble != null) {
            Log.infof(
                    "the relay is back after %s",
                    Duration.between(trouble.since(), clock.instant())
                            .truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        }
        trouble = null;
        wait = FIRST_WAIT;
    }

    synchronized Optional<RelayTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }
}

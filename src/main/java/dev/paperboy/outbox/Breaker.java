package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Opens when the relay is in trouble, so that nobody's tries are burned on it, and closes by itself: one mail tries the way again, or,
 * where none is due and the trouble came before any mail, a call.
 */
class Breaker {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private final String relay;
    private final Clock clock;
    private Duration wait = FIRST_WAIT;
    private RelayTrouble trouble;
    private boolean trying;
    private boolean takesAMail;

    Breaker(String relay, Clock clock) {
        this.relay = relay;
        this.clock = clock;
    }

    /** Whether a mail may try; once a wait has passed, the first to ask may and the others wait on. */
    synchronized boolean letsThrough() {
        if (trouble == null) {
            return true;
        }
        Instant now = clock.instant();
        if (isOpenForGood() || now.isBefore(trouble.nextTry())) {
            return false;
        }
        trying = true;
        trouble = new RelayTrouble(relay, trouble.reason(), trouble.since(), now.plus(wait));
        return true;
    }

    /** The relay was not ready for any mail. */
    void open(String reason) {
        open(reason, false);
    }

    /** The relay greeted us well, and only a mail can tell whether it takes one. */
    void openForItsMails(String reason) {
        open(reason, true);
    }

    private synchronized void open(String reason, boolean onlyAMailTells) {
        if (isOpenForGood()) {
            return;
        }
        takesAMail = onlyAMailTells;
        Instant now = clock.instant();
        if (trouble == null) {
            wait = FIRST_WAIT;
            Log.warnf("%s is in trouble, deliveries wait: %s", relay, reason);
        } else if (trying) {
            // Only the mail that tried the way again; those that failed beside the first one are the same trouble.
            Duration doubled = wait.multipliedBy(2);
            wait = doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
        }
        trying = false;
        Instant since = trouble == null ? now : trouble.since();
        trouble = new RelayTrouble(relay, reason, since, now.plus(wait));
    }

    /** Opens for as long as this process lives. */
    synchronized void openForGood(String reason) {
        trouble = new RelayTrouble(relay, reason, clock.instant(), null);
    }

    synchronized boolean isOpenForGood() {
        return trouble != null && trouble.nextTry() == null;
    }

    /** Somebody has mended the relay, or wants to know: the next mail need not wait. It stays in trouble until that mail says otherwise. */
    synchronized void tryNow() {
        if (trouble != null && !isOpenForGood()) {
            trying = false;
            trouble = new RelayTrouble(relay, trouble.reason(), trouble.since(), clock.instant());
        }
    }

    /** The mail that was to try the way again did not need it, or there was none. Whether the next may try at once. */
    synchronized boolean wasNotTried() {
        boolean another = trying;
        if (another) {
            tryNow();
        }
        return another;
    }

    synchronized void close() {
        if (isOpenForGood()) {
            return;
        }
        if (trouble != null) {
            Log.infof(
                    "%s is back after %s",
                    relay, Duration.between(trouble.since(), clock.instant()).truncatedTo(ChronoUnit.SECONDS));
        }
        trouble = null;
        trying = false;
        wait = FIRST_WAIT;
    }

    /** Whether a call that goes well ends the trouble. */
    synchronized boolean canBeClosedByACall() {
        return trouble != null && !isOpenForGood() && !takesAMail;
    }

    /** Whether the next mail is the one that tries the way again. */
    synchronized boolean isOpen() {
        return trouble != null;
    }

    synchronized Optional<RelayTrouble> trouble() {
        return Optional.ofNullable(trouble);
    }
}

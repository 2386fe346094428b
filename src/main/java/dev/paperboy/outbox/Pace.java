package dev.paperboy.outbox;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How fast a lane is, and with that how much of its work it keeps leased: enough to never wait for the database, little enough to be
 * stopped soon.
 */
final class Pace {

    static final int MOST_AHEAD = 4000;

    private static final double SECONDS_AHEAD = 1;

    /** Short, so that a lane that begins to send does not lease a handful at a time for long. */
    private static final long MEASURED = Duration.ofMillis(100).toNanos();

    private final AtomicInteger handed = new AtomicInteger();
    private final double least;
    private volatile int ahead;
    private long measuredAt = System.nanoTime();

    Pace(int connections) {
        this.ahead = 4 * connections;
        this.least = ahead;
    }

    /** Another mail was handed over. */
    void count() {
        handed.incrementAndGet();
    }

    /** To be asked by one thread now and then. */
    void measure() {
        long now = System.nanoTime();
        if (now - measuredAt > MEASURED) {
            double perSecond = handed.getAndSet(0) * 1e9 / (now - measuredAt);
            measuredAt = now;
            // A moment's pause of the relay is not yet a slow relay.
            double wanted = Math.max(perSecond * SECONDS_AHEAD, ahead / 2.0);
            ahead = (int) Math.clamp(wanted, least, MOST_AHEAD);
        }
    }

    int ahead() {
        return ahead;
    }
}

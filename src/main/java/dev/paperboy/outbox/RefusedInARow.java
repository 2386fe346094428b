package dev.paperboy.outbox;

import java.time.Duration;

/** Mails that a relay refused one after the other. */
final class RefusedInARow {

    /** So many, with no mail in between that was taken, are no longer the readers' fault. */
    private static final int MOST = 20;

    /** Refusals that are so far apart have nothing to do with one another. */
    private static final long ONE_ROW = Duration.ofMinutes(1).toNanos();

    private volatile int count;
    private long lastAt;

    /** Counts another one, and says whether the relay now seems to refuse everything. */
    synchronized boolean another() {
        long now = System.nanoTime();
        if (now - lastAt > ONE_ROW) {
            count = 0;
        }
        lastAt = now;
        return ++count > MOST;
    }

    /** A mail was taken. Asked for every mail, so without a lock while there is nothing to end. */
    void end() {
        if (count > 0) {
            count = 0;
        }
    }
}

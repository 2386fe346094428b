package dev.paperboy.smtp;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hangs up where a relay has kept a line waiting for too long, be it for an answer or, which no read timeout ends, for room to write.
 * One thread looks after all lines, so that a mail costs no timer of its own.
 */
final class Watchdog implements AutoCloseable {

    /** So many rounds late, and the watchdog itself has been stopped. */
    private static final int PAUSE = 4;

    private final Set<QuickSockets> watched = ConcurrentHashMap.newKeySet();
    private final Duration round;
    private final ScheduledExecutorService rounds;
    private long lookedAt = System.nanoTime();

    /** @param round how often it looks; a wait may last that much longer than it should */
    Watchdog(Duration round) {
        this.round = round;
        this.rounds = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("smtp-watch").factory());
        rounds.scheduleWithFixedDelay(this::look, round.toMillis(), round.toMillis(), TimeUnit.MILLISECONDS);
    }

    void watch(QuickSockets line) {
        watched.add(line);
    }

    void leave(QuickSockets line) {
        watched.remove(line);
    }

    /** Never fails: a schedule that throws once is not run again. */
    private void look() {
        try {
            cutWhatIsOverdue();
        } catch (RuntimeException | Error broken) {
            Log.error("lines that hang could not be looked for; they are again in a moment", broken);
        }
    }

    private void cutWhatIsOverdue() {
        long now = System.nanoTime();
        // After a stop of the whole process (SIGSTOP, a machine put to sleep) replies may be there that nobody could
        // read.
        boolean paused = now - lookedAt > PAUSE * round.toNanos();
        lookedAt = now;
        if (!paused) {
            watched.forEach(line -> line.cutWhenOverdue(now));
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}

package dev.paperboy.smtp;

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

    private final Set<QuickSockets> watched = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService rounds;

    /** @param round how often it looks; a wait may last that much longer than it should */
    Watchdog(Duration round) {
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

    private void look() {
        long now = System.nanoTime();
        watched.forEach(line -> line.cutWhenOverdue(now));
    }

    @Override
    public void close() {
        rounds.shutdownNow();
    }
}

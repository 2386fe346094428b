package dev.paperboy.outbox;

import java.time.Duration;

/** Wakes whoever waits for something to do; a ring that nobody has heard yet is not lost. */
final class Bell {

    private boolean rung;

    synchronized void ring() {
        rung = true;
        notifyAll();
    }

    synchronized void await(Duration longest) {
        try {
            if (!rung) {
                wait(longest.toMillis());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        rung = false;
    }
}

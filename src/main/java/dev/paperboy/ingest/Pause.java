package dev.paperboy.ingest;

import java.time.Duration;

/** How waiting is done, so that a test need not wait. */
@FunctionalInterface
interface Pause {

    void take(Duration span) throws InterruptedException;
}

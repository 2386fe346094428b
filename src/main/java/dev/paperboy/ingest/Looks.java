package dev.paperboy.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Looks under way, each in a thread of its own, so that a source that is slow delays no other. */
final class Looks {

    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    void begin(String source, Runnable look) {
        threads.put(source, Thread.ofVirtual().name("look-" + source).start(look));
    }

    boolean isUnderWay(String source) {
        Thread thread = threads.get(source);
        return thread != null && thread.isAlive();
    }

    /** Until all of them are over, or this time is up; whatever is slower goes on. */
    void await(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            for (Thread thread : threads.values()) {
                thread.join(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

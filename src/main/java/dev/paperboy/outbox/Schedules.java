package dev.paperboy.outbox;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Finds leases that nobody will ever give back, such as those of a node that is gone. */
@ApplicationScoped
class Schedules {

    private final Engine engine;

    Schedules(Engine engine) {
        this.engine = engine;
    }

    @Scheduled(identity = "lost-leases", every = "1m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void settleLostLeases() {
        engine.settleLostLeases();
    }
}

package dev.paperboy.ingest;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Quartz fires often; each source is looked at when its own time has come. */
@ApplicationScoped
class Schedules {

    private final Ingest ingest;

    Schedules(Ingest ingest) {
        this.ingest = ingest;
    }

    @Scheduled(identity = "ingest", every = "20s", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        ingest.startDue();
    }
}

package dev.paperboy.dispatch;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;

/** Quartz fires, {@link Dispatch} decides. What fires before it has begun, in a start that takes long, it does as it begins. */
@ApplicationScoped
class Schedules {

    private final Dispatch dispatch;

    Schedules(Dispatch dispatch) {
        this.dispatch = dispatch;
    }

    /** To the second. Quartz leaves out a day whose hour the clocks skip; then {@link #takeUp} finds the issue due. */
    @Scheduled(
            identity = "assemble",
            cron = "${paperboy.issue.assemble:0 0 6 * * ?}",
            timeZone = "${paperboy.zone:UTC}",
            concurrentExecution = ConcurrentExecution.SKIP)
    void assemble() {
        takeUp();
    }

    /** What the hour itself missed: a process that was down then, a relay that was, the last mail of an issue. */
    @Scheduled(identity = "take-up", every = "15s", delayed = "15s", concurrentExecution = ConcurrentExecution.SKIP)
    void takeUp() {
        if (dispatch.hasBegun()) {
            dispatch.takeUp();
        }
    }
}

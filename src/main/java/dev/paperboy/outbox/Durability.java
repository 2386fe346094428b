package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Has all that was committed on the disk within a second, where the database leaves that to the system. A lease does not wait for it
 * ({@link Supply}): what was lost of anything else can be done again.
 */
@ApplicationScoped
class Durability {

    private final Ledger ledger;
    private final CountDownLatch end = new CountDownLatch(1);
    private Thread forcing;

    Durability(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Not for whoever only asks the doctor, and opens no database. */
    void begin() {
        if (ledger.leavesForcingToUs()) {
            forcing = Thread.ofPlatform().daemon().name("outbox-disk").start(this::force);
        }
    }

    private void force() {
        boolean told = false;
        try {
            while (!end.await(1, TimeUnit.SECONDS)) {
                told = !forced(told);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean forced(boolean told) {
        try {
            ledger.force();
            return true;
        } catch (RuntimeException | Error broken) {
            if (!told) {
                Log.error("what was committed cannot be forced to the disk; it is tried again until it can", broken);
            }
            return false;
        }
    }

    void end(@Observes ShutdownEvent stop) throws InterruptedException {
        end.countDown();
        if (forcing != null) {
            forcing.join();
        }
    }
}

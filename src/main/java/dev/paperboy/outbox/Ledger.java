package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine's side of the ledger: lease one row, write down what became of it. Each verb is one short transaction. */
@ApplicationScoped
class Ledger {

    private static final String IN_DOUBT =
            "the process stopped while this mail was on its way: it may or may not have been accepted";

    private final DeliveryRows rows;
    private final OutboxSettings settings;
    private final Clock clock;

    Ledger(DeliveryRows rows, OutboxSettings settings, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    Optional<Delivery> lease(String worker) {
        Optional<DeliveryRow> due = rows.nextDue(clock.instant());
        due.ifPresent(row -> row.lease(worker, clock.instant()));
        return due.map(DeliveryRow::delivery);
    }

    /** Writes down how an attempt ended, unless the lease was lost in the meantime: then the row is not ours to touch. */
    @Transactional
    void record(String worker, long deliveryId, DeliveryOutcome outcome) {
        DeliveryRow row = rows.findById(deliveryId);
        if (!row.isLeasedBy(worker)) {
            Log.warnf(
                    "delivery %d is not leased to %s any more; its outcome %s is not written",
                    deliveryId, worker, outcome);
            return;
        }
        Instant now = clock.instant();
        switch (outcome) {
            case DeliveryOutcome.Accepted accepted -> row.finish(DeliveryStatus.SENT, accepted.reply(), now);
            case DeliveryOutcome.Refused refused -> row.finish(DeliveryStatus.FAILED, refused.reply(), now);
            case DeliveryOutcome.Uncertain uncertain -> inDoubt(row, uncertain.reason());
            case DeliveryOutcome.Unreachable unreachable -> row.giveBack(now, unreachable.reason());
            case DeliveryOutcome.Deferred deferred -> defer(row, deferred.reply(), now);
        }
    }

    private void defer(DeliveryRow row, String reply, Instant now) {
        List<Duration> waits = settings.retryAfter();
        if (row.attempts() < waits.size()) {
            row.tryAgainAt(now.plus(waits.get(row.attempts())), reply);
        } else {
            row.finish(DeliveryStatus.FAILED, "given up after " + (row.attempts() + 1) + " tries: " + reply, now);
        }
    }

    private void inDoubt(DeliveryRow row, String why) {
        switch (settings.onUncertain()) {
            case HOLD -> row.finish(DeliveryStatus.UNCERTAIN, why, clock.instant());
            case RESEND -> row.tryAgainAt(clock.instant(), why + "; sent again, as paperboy.smtp.on-uncertain says");
        }
    }

    @Transactional
    void skip(String worker, long deliveryId, String reason) {
        DeliveryRow row = rows.findById(deliveryId);
        if (row.isLeasedBy(worker)) {
            row.finish(DeliveryStatus.SKIPPED, reason, clock.instant());
        }
    }

    @Transactional
    void fail(String worker, long deliveryId, String reason) {
        DeliveryRow row = rows.findById(deliveryId);
        if (row.isLeasedBy(worker)) {
            row.finish(DeliveryStatus.FAILED, reason, clock.instant());
        }
    }

    /** Rows that this node had leased when it stopped, and rows of nodes that are gone for longer than any send takes. */
    @Transactional
    void settleLeftovers(String node, Duration lostAfter) {
        List<DeliveryRow> own = rows.leasedBy(node);
        List<DeliveryRow> lost = rows.leasedBefore(clock.instant().minus(lostAfter));
        own.forEach(row -> inDoubt(row, IN_DOUBT));
        lost.stream().filter(row -> !own.contains(row)).forEach(row -> inDoubt(row, IN_DOUBT));
        if (!own.isEmpty() || !lost.isEmpty()) {
            Log.warnf(
                    "%d deliveries were on their way when a process stopped; on-uncertain=%s",
                    own.size() + lost.stream().filter(row -> !own.contains(row)).count(), settings.onUncertain());
        }
    }
}

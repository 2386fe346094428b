package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The engine's side of the ledger: lease one row, write down what became of it. Each verb is one short transaction. */
@ApplicationScoped
class Ledger {

    private static final String IN_DOUBT =
            "the process stopped while this mail was on its way: it may or may not have been accepted";

    /** Longer than the courier's longest patience, so that a slow send is never taken for a dead one. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(30);

    /** A mail that cannot be composed is tried again, for the database may have been away; but a bug stays a bug. */
    private static final int COMPOSE_TRIES = 3;

    private final DeliveryRows rows;
    private final OutboxSettings settings;
    private final Clock clock;

    Ledger(DeliveryRows rows, OutboxSettings settings, Clock clock) {
        this.rows = rows;
        this.settings = settings;
        this.clock = clock;
    }

    @Transactional
    List<Long> due(int most) {
        return rows.due(clock.instant(), most);
    }

    /** The row, if it was still waiting and is now this worker's. */
    @Transactional
    Optional<Delivery> lease(long id, String worker) {
        return rows.lease(id, worker, clock.instant())
                ? rows.findByIdOptional(id).map(DeliveryRow::delivery)
                : Optional.empty();
    }

    @Transactional
    void record(String worker, long deliveryId, DeliveryOutcome outcome) {
        Instant now = clock.instant();
        ifLeased(worker, deliveryId, row -> {
            switch (outcome) {
                case DeliveryOutcome.Accepted accepted -> row.finish(DeliveryStatus.SENT, accepted.reply(), now);
                case DeliveryOutcome.Refused refused -> row.finish(DeliveryStatus.FAILED, refused.reply(), now);
                case DeliveryOutcome.Uncertain uncertain -> inDoubt(row, uncertain.reason());
                case DeliveryOutcome.Unreachable unreachable -> row.giveBack(now, unreachable.reason());
                case DeliveryOutcome.Deferred deferred ->
                    tryLater(row, deferred.reply(), settings.retryAfter().size());
            }
        });
    }

    @Transactional
    void skip(String worker, long deliveryId, String reason) {
        ifLeased(worker, deliveryId, row -> row.finish(DeliveryStatus.SKIPPED, reason, clock.instant()));
    }

    @Transactional
    void hold(String worker, long deliveryId, String reason) {
        ifLeased(worker, deliveryId, row -> row.hold(reason));
    }

    @Transactional
    void notComposed(String worker, long deliveryId, String reason) {
        ifLeased(worker, deliveryId, row -> tryLater(row, "could not be composed: " + reason, COMPOSE_TRIES));
    }

    @Transactional
    void fail(String worker, long deliveryId, String reason) {
        ifLeased(worker, deliveryId, row -> row.finish(DeliveryStatus.FAILED, reason, clock.instant()));
    }

    /** Where the lease was lost in the meantime, the row is not ours to touch. */
    private void ifLeased(String worker, long deliveryId, Consumer<DeliveryRow> change) {
        Optional<DeliveryRow> row = rows.locked(deliveryId).filter(found -> found.isLeasedBy(worker));
        if (row.isEmpty()) {
            Log.warnf("delivery %d is not leased to %s any more, so its outcome is not written", deliveryId, worker);
        }
        row.ifPresent(change);
    }

    private void tryLater(DeliveryRow row, String why, int tries) {
        Instant now = clock.instant();
        List<Duration> waits = settings.retryAfter();
        if (row.attempts() < Math.min(tries, waits.size())) {
            row.tryAgainAt(now.plus(waits.get(row.attempts())), why);
        } else {
            row.finish(DeliveryStatus.FAILED, "given up after " + (row.attempts() + 1) + " tries: " + why, now);
        }
    }

    private void inDoubt(DeliveryRow row, String why) {
        List<Duration> waits = settings.retryAfter();
        // A relay that never answers would otherwise get copy after copy.
        boolean mayResend = row.attempts() < waits.size();
        if (settings.onUncertain() == OutboxSettings.OnUncertain.RESEND && mayResend) {
            row.tryAgainAt(
                    clock.instant().plus(waits.get(row.attempts())),
                    why + "; sent again, as paperboy.smtp.on-uncertain says");
        } else {
            row.finish(DeliveryStatus.UNCERTAIN, why, clock.instant());
        }
    }

    /** Rows that an earlier process of this name had leased when it stopped. */
    @Transactional
    void settleLeasesOf(String node) {
        settle(rows.leasedBy(node));
    }

    /** Rows that whoever leased them has been silent about for longer than any send takes. */
    @Transactional
    void settleLostLeases() {
        settle(rows.leasedBefore(clock.instant().minus(LOST_AFTER)));
    }

    private void settle(List<DeliveryRow> leftovers) {
        leftovers.forEach(row -> inDoubt(row, IN_DOUBT));
        if (!leftovers.isEmpty()) {
            Log.warnf(
                    "%d deliveries were on their way when a process stopped; on-uncertain is %s",
                    leftovers.size(), settings.onUncertain());
        }
    }
}

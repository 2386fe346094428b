package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The engine's side of the ledger: lease rows, write down what became of them. Each verb is one short transaction. */
@ApplicationScoped
class Ledger {

    static final String IN_DOUBT =
            "the process stopped while this mail was on its way: it may or may not have been accepted";

    /** How long a lease holds. Whoever cannot begin a mail well before it ends must not begin it any more. */
    static final Duration LEASE = Duration.ofMinutes(3);

    /** Longer than any connection waits for the reply to a mail's end (RFC 5321 §4.5.3.2.6). */
    private static final Duration NO_ANSWER_COMES = Duration.ofMinutes(15);

    private static final String NO_JOURNAL =
            "no journal tells what became of this mail: it may or may not have been accepted";

    private static final String SILENT = "who was sending it has been silent: it may or may not have been accepted";

    private final DeliveryRows rows;
    private final LeaseRows leases;
    private final LedgerSql sql;
    private final Verdicts verdicts;
    private final EntityManager entities;
    private final Clock clock;

    Ledger(DeliveryRows rows, LeaseRows leases, LedgerSql sql, Verdicts verdicts, EntityManager entities, Clock clock) {
        this.rows = rows;
        this.leases = leases;
        this.sql = sql;
        this.verdicts = verdicts;
        this.entities = entities;
        this.clock = clock;
    }

    /** Fences out all earlier starts of every node. */
    @Transactional
    long newEpoch(String node) {
        EngineStart start = new EngineStart(node, clock.instant());
        entities.persist(start);
        entities.flush();
        return start.epoch();
    }

    @Transactional
    long lastEpoch() {
        return entities.createQuery("select coalesce(max(s.id), 0) from EngineStart s", Long.class)
                .getSingleResult();
    }

    /** What is due behind a place, first to go first, and from now on leased to this node under this number. */
    @Transactional
    List<Delivery> lease(String node, long lease, int priority, LedgerSql.Place after, int most) {
        Instant now = clock.instant();
        List<Delivery> taken = sql.lease(priority, now, after, most, new LedgerSql.Lease(node, lease, now.plus(LEASE)));
        return taken.stream().map(row -> row.leasedUnder(lease)).toList();
    }

    /** Whether a commit may be in the system's hands only, until {@link #force} is called. */
    boolean leavesForcingToUs() {
        return sql.isEmbedded();
    }

    /** Has everything that was committed on the disk. */
    void force() {
        sql.force();
    }

    /** Gives back what a lease holds that nobody knows of. */
    @Transactional
    void release(long number) {
        Instant now = clock.instant();
        leases.findByIdOptional(number).ifPresent(lease -> rows.under(lease)
                .forEach(row -> row.apply(Mark.back(row.delivery(), "leased without an answer", now))));
    }

    @Transactional
    void mark(List<Mark> marks) {
        int written = sql.mark(marks);
        if (written < marks.size()) {
            Log.warnf(
                    "%d of %d mails had been taken from this node in the meantime; what became of them is not written",
                    marks.size() - written, marks.size());
        }
    }

    /** Whether the row had failed, as it should not have; it has become what the mark says. */
    @Transactional
    boolean takeBack(Mark mark) {
        Optional<DeliveryRow> failed = rows.locked(mark.id()).filter(row -> row.status() == DeliveryStatus.FAILED);
        failed.ifPresent(row -> row.apply(mark));
        return failed.isPresent();
    }

    /**
     * Settles what an earlier process of this name had leased: by its journal, where there is one that can be believed. Without one, all
     * that it had leased may be on its way.
     */
    @Transactional
    void recover(String node, Optional<Journal.Remains> journal) {
        int settled = 0;
        for (LeaseRow lease : leases.of(node)) {
            Optional<Journal.Remains> witness = journal.filter(Journal.Remains::believable)
                    .filter(remains -> remains.epoch() == epochOf(lease.number()));
            for (DeliveryRow row : rows.under(lease)) {
                Optional<Mark> mark =
                        witness.isPresent() ? byJournal(row.delivery(), witness.get()) : withoutJournal(row.delivery());
                mark.ifPresent(row::apply);
                settled += mark.isPresent() ? 1 : 0;
            }
        }
        if (settled > 0) {
            Log.warnf("%d mails were leased when the process stopped; they are settled", settled);
        }
    }

    private Optional<Mark> byJournal(Delivery row, Journal.Remains remains) {
        if (!remains.inDoubt().contains(row.id())) {
            return Optional.of(byEnding(row, remains.endings().get(row.id())));
        }
        return row.status() == DeliveryStatus.LEASED ? Optional.of(verdicts.inDoubt(row, IN_DOUBT)) : Optional.empty();
    }

    private Optional<Mark> withoutJournal(Delivery row) {
        return row.status() == DeliveryStatus.LEASED
                ? Optional.of(verdicts.inDoubt(row, NO_JOURNAL))
                : Optional.empty();
    }

    /** Every start of an engine has its own range of numbers for its leases. */
    static long firstLease(long epoch) {
        return epoch << 32;
    }

    private static long epochOf(long lease) {
        return lease >>> 32;
    }

    private Mark byEnding(Delivery row, Ending ending) {
        Instant now = clock.instant();
        return switch (ending) {
            case null -> Mark.back(row, "not begun when the process stopped", now);
            case NOT_ACCEPTED -> Mark.back(row, "not accepted when the process stopped", now);
            case ACCEPTED -> Mark.finished(row, DeliveryStatus.SENT, "accepted; the words were lost", now);
            case REFUSED -> Mark.finished(row, DeliveryStatus.FAILED, "refused; the words were lost", now);
            case UNCERTAIN -> verdicts.inDoubt(row, IN_DOUBT);
        };
    }

    /**
     * Leases that have ended and still have mails: whoever has them has been silent for longer than a lease holds. Their mails are in doubt,
     * and nothing more, for the answer may still come. Only when none can come any more may the setting have them sent again.
     */
    @Transactional
    void settleLostLeases() {
        Instant now = clock.instant();
        for (LeaseRow lease : leases.endedBefore(now)) {
            List<DeliveryRow> left = rows.under(lease);
            if (left.isEmpty()) {
                leases.delete(lease);
            } else {
                settle(left, lease.endsAt().plus(NO_ANSWER_COMES).isBefore(now), now);
            }
        }
    }

    private void settle(List<DeliveryRow> left, boolean forGood, Instant now) {
        int lost = 0;
        for (DeliveryRow row : left) {
            if (row.status() == DeliveryStatus.LEASED) {
                row.doubt(SILENT, now);
                lost++;
            } else if (forGood) {
                row.apply(verdicts.inDoubt(row.delivery(), SILENT));
            }
        }
        if (lost > 0) {
            Log.warnf("%d mails are in doubt: %s", lost, SILENT);
        }
    }
}

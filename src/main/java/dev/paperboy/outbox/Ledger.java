package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final String FORGOTTEN =
            "this process lost sight of this mail: it may or may not have been accepted";

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

    /** Gives back what a lease holds that nobody knows of; false where there is no such lease, or none yet. */
    @Transactional
    boolean release(long number) {
        Instant now = clock.instant();
        Optional<LeaseRow> found = leases.findByIdOptional(number);
        found.ifPresent(lease -> rows.under(lease)
                .forEach(row -> row.apply(Mark.back(row.delivery(), "leased without an answer", now))));
        return found.isPresent();
    }

    @Transactional
    void mark(List<Mark> marks) {
        mark(marks, () -> {});
    }

    /** @param whatFollows is done with the marks, or they are not written either */
    @Transactional
    void mark(List<Mark> marks, Runnable whatFollows) {
        int written = sql.mark(marks);
        if (written < marks.size()) {
            Log.warnf(
                    "%d of %d mails had been taken from this node in the meantime; what became of them is not written",
                    marks.size() - written, marks.size());
        }
        whatFollows.run();
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
     * that it had leased may be on its way. Others may have put it in doubt since; only what an operator has decided stays decided.
     */
    @Transactional
    void recover(String node, Optional<Journal.Remains> journal) {
        List<LeaseRow> its = leases.of(node);
        int settled = 0;
        for (LeaseRow lease : its) {
            Optional<Journal.Remains> witness = journal.filter(Journal.Remains::believable)
                    .filter(remains -> remains.epoch() == epochOf(lease.number()));
            for (DeliveryRow row : rows.under(lease)) {
                row.apply(witness.map(remains -> byJournal(row.delivery(), remains))
                        .orElseGet(() -> verdicts.inDoubt(row.delivery(), NO_JOURNAL)));
                settled++;
            }
        }
        leases.forget(its);
        if (settled > 0) {
            Log.warnf("%d mails were leased when the process stopped; they are settled", settled);
        }
    }

    private Mark byJournal(Delivery row, Journal.Remains remains) {
        Journal.Attempt attempt = Journal.Attempt.of(row);
        return remains.inDoubt().contains(attempt)
                ? verdicts.inDoubt(row, IN_DOUBT)
                : byEnding(row, remains.endings().get(attempt));
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
     * Leases of others that have ended and still have mails: whoever has them has been silent for longer than a lease holds. Their mails
     * are in doubt, and nothing more, for the answer may still come, or the journal of a node that comes back may tell. Only where the
     * setting prefers a second copy are they sent again, once no answer can come any more.
     *
     * @param own this node, which knows best what it has in its hands: only what none of its connections can still be at is in doubt
     * @param runningSince when it started; others may have stopped and started with it, and settle their own first
     */
    @Transactional
    void settleLostLeases(String own, Instant runningSince) {
        Instant now = clock.instant();
        List<LeaseRow> over = new ArrayList<>();
        for (LeaseRow lease : leases.endedBefore(now)) {
            if (rows.countUnder(lease) == 0) {
                over.add(lease);
            } else if (lease.isOf(own)) {
                if (lease.endsAt().plus(NO_ANSWER_COMES).isBefore(now)) {
                    doubt(rows.leasedUnder(lease), FORGOTTEN, now);
                }
            } else {
                doubt(rows.leasedUnder(lease), SILENT, now);
                if (later(lease.endsAt(), runningSince).plus(NO_ANSWER_COMES).isBefore(now)) {
                    sendAgainIfSetSo(lease);
                }
            }
        }
        leases.forget(over);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static void doubt(List<DeliveryRow> those, String why, Instant now) {
        those.forEach(row -> row.doubt(why, now));
        if (!those.isEmpty()) {
            Log.warnf("%d mails are in doubt: %s", those.size(), why);
        }
    }

    private void sendAgainIfSetSo(LeaseRow lease) {
        if (verdicts.resend()) {
            rows.under(lease).forEach(row -> row.apply(verdicts.inDoubt(row.delivery(), SILENT)));
        }
    }
}

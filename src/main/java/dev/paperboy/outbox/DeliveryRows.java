package dev.paperboy.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class DeliveryRows implements PanacheRepository<DeliveryRow> {

    Optional<DeliveryRow> locked(long id) {
        Optional<DeliveryRow> row = findByIdOptional(id);
        // A row that this transaction had read before would else stay as it was then.
        row.ifPresent(found -> getEntityManager().refresh(found, LockModeType.PESSIMISTIC_WRITE));
        return row;
    }

    /** For a change: mails that are still under this lease, in somebody's hands or put in doubt. */
    List<DeliveryRow> under(LeaseRow lease) {
        return find("id between ?1 and ?2 and epoch = ?3", lease.firstDelivery(), lease.lastDelivery(), lease.number())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** How many mails are still under this lease. */
    long countUnder(LeaseRow lease) {
        return count(
                "id between ?1 and ?2 and epoch = ?3", lease.firstDelivery(), lease.lastDelivery(), lease.number());
    }

    /** For a change: mails under this lease that are in somebody's hands, for all that is known. */
    List<DeliveryRow> leasedUnder(LeaseRow lease) {
        return find(
                        "id between ?1 and ?2 and epoch = ?3 and status = ?4",
                        lease.firstDelivery(),
                        lease.lastDelivery(),
                        lease.number(),
                        DeliveryStatus.LEASED)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** One statement, because between a read and a write a worker may have taken the row. */
    long hold(long issueId, String why) {
        return update(
                "status = HELD, reply = ?1, notBefore = null where issueId = ?2 and status = PENDING", why, issueId);
    }

    long cancel(long issueId, String why, Instant now) {
        return cancel(issueId, true, DeliveryStatus.UNCERTAIN, DeliveryRow.IN_DOUBT_BEFORE + why, now)
                + cancel(issueId, false, DeliveryStatus.CANCELLED, why, now);
    }

    private long cancel(long issueId, boolean doubted, DeliveryStatus end, String why, Instant now) {
        return update(
                "status = ?1, reply = ?2, finishedAt = ?3, notBefore = null"
                        + " where issueId = ?4 and status in (PENDING, HELD) and doubted = ?5",
                end,
                why,
                now,
                issueId,
                doubted);
    }

    /** Rows that have become due in the meantime are due from now on: the wait was not theirs. */
    long resume(long issueId, Instant now) {
        return update(
                "status = ?1, reply = '', notBefore = case when dueAt < ?2 then ?2 else dueAt end,"
                        + " dueAt = case when dueAt < ?2 then ?2 else dueAt end where issueId = ?3 and status = ?4",
                DeliveryStatus.PENDING,
                now,
                issueId,
                DeliveryStatus.HELD);
    }

    long noticesSince(long readerId, Instant then) {
        return count("readerId = ?1 and issueId is null and createdAt > ?2", readerId, then);
    }

    List<Long> readersOf(long issueId) {
        return getEntityManager()
                .createQuery("select d.readerId from DeliveryRow d where d.issueId = ?1", Long.class)
                .setParameter(1, issueId)
                .getResultList();
    }

    long waitingSince(long issueId, Instant then, Instant thenIfTried) {
        return count(
                "issueId = ?1 and (dueAt < ?2 and (status = HELD or status = PENDING and attempts = 0)"
                        + " or dueAt < ?3 and status = PENDING)",
                issueId,
                then,
                thenIfTried);
    }

    long giveUp(long issueId, Instant dueBefore, String why, Instant now) {
        return giveUp(issueId, true, DeliveryStatus.UNCERTAIN, DeliveryRow.IN_DOUBT_BEFORE + why, dueBefore, now)
                + giveUp(issueId, false, DeliveryStatus.FAILED, why, dueBefore, now);
    }

    private long giveUp(long issueId, boolean doubted, DeliveryStatus end, String why, Instant dueBefore, Instant now) {
        return update(
                "status = ?1, reply = substring(concat(?2, reply), 1, 500), finishedAt = ?3, notBefore = null"
                        + " where issueId = ?4 and status = PENDING and dueAt < ?5 and attempts > 0 and doubted = ?6"
                        + " and notBefore > ?3 and reply <> ?7",
                end,
                why,
                now,
                issueId,
                dueBefore,
                doubted,
                Supply.WAITS_FOR_ITS_TURN);
    }

    /** What is in doubt, and whoever was sending it may still say. */
    long awaited(long issueId) {
        return count("issueId = ?1 and status = ?2 and epoch <> 0", issueId, DeliveryStatus.UNCERTAIN);
    }

    List<Object[]> countsByStatus(long issueId) {
        return getEntityManager()
                .createQuery(
                        "select d.status, count(d) from DeliveryRow d where d.issueId = ?1 group by d.status",
                        Object[].class)
                .setParameter(1, issueId)
                .getResultList();
    }

    /** What does not narrow it is left out of the question, so that the database may use an index for the rest. */
    List<DeliveryRow> newest(DeliveryQuery query, int most) {
        StringBuilder where = new StringBuilder("status in :statuses");
        Parameters values = Parameters.with("statuses", query.statuses());
        query.bundle().ifPresent(bundle -> where.append(" and ").append(within(bundle, values)));
        query.readerId().ifPresent(reader -> {
            where.append(" and readerId = :reader");
            values.and("reader", reader);
        });
        query.before().ifPresent(id -> {
            where.append(" and id < :before");
            values.and("before", id);
        });
        return find(where.append(" order by id desc").toString(), values)
                .page(0, most)
                .list();
    }

    private static String within(Bundle bundle, Parameters values) {
        return switch (bundle) {
            case Bundle.OfIssue(long issueId) -> {
                values.and("issue", issueId);
                yield "issueId = :issue";
            }
            case Bundle.Notices() -> "issueId is null";
        };
    }

    long countDoubts(Bundle bundle) {
        Parameters values = Parameters.with("uncertain", DeliveryStatus.UNCERTAIN);
        return count("status = :uncertain and " + within(bundle, values), values);
    }

    /** For a change: what is in doubt, and still was when its row was locked. */
    List<DeliveryRow> doubts(Bundle bundle) {
        Parameters values = Parameters.with("uncertain", DeliveryStatus.UNCERTAIN);
        return find("status = :uncertain and " + within(bundle, values) + " order by id", values)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
    }

    /** Asked and ordered as the index of what waits is, so that nothing else of the ledger is looked at. */
    Optional<NoticeTrouble> noticeTrouble() {
        return getEntityManager()
                .createQuery(
                        "select count(*) over (), d.reply from DeliveryRow d where d.priority = ?1 and d.notBefore > ?2"
                                + " and d.status = ?3 and d.attempts > 0 order by d.notBefore desc, d.id desc",
                        NoticeTrouble.class)
                .setParameter(1, DeliveryKind.CONFIRMATION.priority())
                .setParameter(2, Instant.EPOCH)
                .setParameter(3, DeliveryStatus.PENDING)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    /** How many mails of an issue went, or go, once more though a copy may have arrived. */
    long sentAgainInDoubt(long issueId) {
        return count("issueId = ?1 and doubted = true and status in (PENDING, LEASED, SENT)", issueId);
    }

    /** What an operator has sent on has no reply until it is tried again; what is in doubt was not put off. */
    Optional<PutOff> putOff(long issueId) {
        return getEntityManager()
                .createQuery(
                        "select count(*) over (), d.reply from DeliveryRow d where d.issueId = ?1 and d.status = ?2"
                                + " and d.attempts > 0 and d.doubted = false and d.reply <> '' order by d.notBefore desc, d.id desc",
                        PutOff.class)
                .setParameter(1, issueId)
                .setParameter(2, DeliveryStatus.PENDING)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    Optional<Departures> departures(long issueId) {
        return getEntityManager()
                .createQuery(
                        "select min(d.notBefore), max(d.notBefore) from DeliveryRow d where d.issueId = ?1 and"
                                + " d.status = ?2",
                        Departures.class)
                .setParameter(1, issueId)
                .setParameter(2, DeliveryStatus.PENDING)
                .getResultStream()
                .filter(due -> due.first() != null)
                .findFirst();
    }
}

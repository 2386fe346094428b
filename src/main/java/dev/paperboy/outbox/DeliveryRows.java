package dev.paperboy.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class DeliveryRows implements PanacheRepository<DeliveryRow> {

    private static final int SKIP_LOCKED = -2;

    /** The next row whose time has come, locked; rows that another worker is taking are passed over. */
    Optional<DeliveryRow> nextDue(Instant now) {
        return find(
                        "status = :status and notBefore <= :now order by priority, notBefore, id",
                        Parameters.with("status", DeliveryStatus.PENDING).and("now", now))
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .withHint("jakarta.persistence.lock.timeout", SKIP_LOCKED)
                .page(0, 1)
                .list()
                .stream()
                .findFirst();
    }

    List<DeliveryRow> leasedBy(String node) {
        return list("status = ?1 and leasedBy like ?2", DeliveryStatus.LEASED, node + "/%");
    }

    List<DeliveryRow> leasedBefore(Instant then) {
        return list("status = ?1 and leasedAt < ?2", DeliveryStatus.LEASED, then);
    }

    List<DeliveryRow> ofIssue(long issueId, DeliveryStatus status) {
        return list("issueId = ?1 and status = ?2", issueId, status);
    }

    /** Rows that brought, or may have brought, papers of an issue to these readers. */
    List<DeliveryRow> broughtTo(Collection<Long> readerIds) {
        return list(
                "readerId in ?1 and issueId is not null and status not in ?2",
                readerIds,
                List.of(DeliveryStatus.SKIPPED, DeliveryStatus.CANCELLED, DeliveryStatus.FAILED));
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

    long pendingSince(long issueId, Instant then) {
        return count("issueId = ?1 and status = ?2 and notBefore < ?3", issueId, DeliveryStatus.PENDING, then);
    }

    List<Object[]> countsByStatus(long issueId) {
        return getEntityManager()
                .createQuery(
                        "select d.status, count(d) from DeliveryRow d where d.issueId = ?1 group by d.status",
                        Object[].class)
                .setParameter(1, issueId)
                .getResultList();
    }

    List<DeliveryRow> newest(List<DeliveryStatus> statuses, Long issueId, int most) {
        return find(
                        "status in ?1 and (?2 = -1L or issueId = ?2) order by id desc",
                        statuses,
                        issueId == null ? -1L : issueId)
                .page(0, most)
                .list();
    }
}

package dev.paperboy.subscription;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ReaderRows implements PanacheRepository<ReaderRow> {

    Optional<ReaderRow> byEmail(String email) {
        return find("email", email).firstResultOptional();
    }

    Optional<ReaderRow> byKey(UUID key) {
        return find("key", key).firstResultOptional();
    }

    /** For a change: two presses of one button come one after the other. */
    Optional<ReaderRow> lockedByKey(UUID key) {
        return find("key", key).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    /** For a change, by whoever types the address. */
    Optional<ReaderRow> lockedByEmail(String email) {
        return find("email", email).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }

    List<Long> awaitingWelcome(long after, int most) {
        return getEntityManager()
                .createQuery(
                        "select r.id from ReaderRow r where r.welcomeDue = true and r.status = ?1 and r.id > ?2"
                                + " order by r.id",
                        Long.class)
                .setParameter(1, ReaderStatus.ACTIVE)
                .setParameter(2, after)
                .setMaxResults(most)
                .getResultList();
    }

    /** For a change, unless another node has greeted them meanwhile. */
    Optional<ReaderRow> lockedAwaitingWelcome(long id) {
        return find("id = ?1 and welcomeDue = true and status = ?2", id, ReaderStatus.ACTIVE)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    List<ReaderRow> newest(int most) {
        return find("order by id desc").page(0, most).list();
    }

    List<Object[]> countsByStatus() {
        return getEntityManager()
                .createQuery("select r.status, count(r) from ReaderRow r group by r.status", Object[].class)
                .getResultList();
    }
}

package dev.paperboy.issue;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class IssueRows implements PanacheRepository<IssueRow> {

    Optional<IssueRow> of(IssueKind kind, LocalDate date) {
        return find("kind = ?1 and date = ?2", kind, date).firstResultOptional();
    }

    /** Two operators, or an operator and the schedule, turn an issue one after the other; each sees what the one before did. */
    Optional<IssueRow> locked(long id) {
        Optional<IssueRow> row = findByIdOptional(id);
        row.ifPresent(found -> getEntityManager().refresh(found, LockModeType.PESSIMISTIC_WRITE));
        return row;
    }

    Optional<LocalDate> lastBefore(IssueKind kind, LocalDate day) {
        return find("kind = ?1 and date < ?2 and status <> ?3 order by date desc", kind, day, IssueStatus.EMPTY)
                .firstResultOptional()
                .map(row -> row.issue().date());
    }

    long countBetween(IssueKind kind, LocalDate first, LocalDate last) {
        return count("kind = ?1 and date between ?2 and ?3", kind, first, last);
    }

    List<IssueRow> published(int most) {
        return find("sealedAt is not null and withdrawn = false order by date desc, kind")
                .page(0, most)
                .list();
    }

    List<IssueRow> newest(int most) {
        return find("order by date desc, kind").page(0, most).list();
    }

    List<IssueRow> in(Collection<IssueStatus> statuses, int most) {
        return find("status in ?1 order by date desc, kind", statuses)
                .page(0, most)
                .list();
    }
}

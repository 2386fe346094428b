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

    /** Two operators, or an operator and the schedule, turn an issue one after the other. */
    Optional<IssueRow> locked(long id) {
        return Optional.ofNullable(findById(id, LockModeType.PESSIMISTIC_WRITE));
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

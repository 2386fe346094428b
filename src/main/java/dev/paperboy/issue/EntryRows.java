package dev.paperboy.issue;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class EntryRows implements PanacheRepository<EntryRow> {

    List<EntryRow> ofIssue(long issueId) {
        return list("issueId = ?1 order by position", issueId);
    }

    List<EntryRow> ofIssues(Collection<Long> issueIds) {
        return list("issueId in ?1", issueIds);
    }

    /** Ids of papers that a daily issue of this day already has. */
    List<String> papersOfDaily(java.time.LocalDate date) {
        return getEntityManager()
                .createQuery(
                        "select e.paperId from EntryRow e, IssueRow i where e.issueId = i.id and i.kind = ?1 and i.date = ?2",
                        String.class)
                .setParameter(1, IssueKind.DAILY)
                .setParameter(2, date)
                .getResultList();
    }

    List<IssueRow> issuesWith(String paperId) {
        return getEntityManager()
                .createQuery(
                        "select i from EntryRow e, IssueRow i where e.issueId = i.id and e.paperId = ?1 order by i.date desc",
                        IssueRow.class)
                .setParameter(1, paperId)
                .getResultList();
    }
}

package dev.paperboy.issue;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class EntryRows implements PanacheRepository<EntryRow> {

    List<EntryRow> ofIssue(long issueId) {
        return list("issueId = ?1 order by position", issueId);
    }

    /** Where a paper stands in an issue. */
    record Place(Long issueId, Integer position, String paperId) {}

    List<Place> placesOf(Collection<String> paperIds) {
        return getEntityManager()
                .createQuery(
                        "select e.issueId, e.position, e.paperId from EntryRow e where e.paperId in ?1", Place.class)
                .setParameter(1, paperIds)
                .getResultList();
    }

    /** Ids of papers that issues of this kind and these days have had. */
    List<String> papersOf(IssueKind kind, LocalDate first, LocalDate last) {
        return getEntityManager()
                .createQuery(
                        "select e.paperId from EntryRow e, IssueRow i"
                                + " where e.issueId = i.id and i.kind = ?1 and i.date between ?2 and ?3",
                        String.class)
                .setParameter(1, kind)
                .setParameter(2, first)
                .setParameter(3, last)
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

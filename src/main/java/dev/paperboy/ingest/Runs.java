package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class Runs implements PanacheRepository<RunRow> {

    /** A source that is looked at every few minutes would otherwise fill the database with its runs. */
    void forgetAllBut(int newest, String source) {
        List<RunRow> kept =
                find("source = ?1 order by id desc", source).page(0, newest).list();
        if (kept.size() == newest) {
            Long oldest = kept.getLast().id();
            getEntityManager()
                    .createQuery("delete from RejectionRow r where r.runId in"
                            + " (select s.id from RunRow s where s.source = ?1 and s.id < ?2 and s.added = 0)")
                    .setParameter(1, source)
                    .setParameter(2, oldest)
                    .executeUpdate();
            delete("source = ?1 and id < ?2 and added = 0", source, oldest);
        }
    }

    /** The last run that brought a new paper. */
    Optional<RunRow> lastWithNews(String source) {
        return find("source = ?1 and added > 0 order by startedAt desc, id desc", source)
                .firstResultOptional();
    }

    Optional<RunRow> lastOf(String source) {
        return find("source = ?1 order by startedAt desc, id desc", source).firstResultOptional();
    }
}

package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

@ApplicationScoped
class Runs implements PanacheRepository<RunRow> {

    private static final String WITH_NEWS = "source = ?1 and (added > 0 or changed > 0 and not exists"
            + " (select s.id from RunRow s where s.source = ?1 and s.added > 0))";

    /**
     * A source that is looked at every few minutes would otherwise fill the database with its runs. The first one and the last
     * one with news stay, because they tell how long there has been none.
     */
    void forgetAllBut(int newest, String source) {
        List<RunRow> kept = newest(newest, source);
        if (kept.size() == newest) {
            Long oldest = kept.getLast().id();
            List<Long> landmarks = Stream.of(first(source), lastWithNews(source))
                    .flatMap(Optional::stream)
                    .map(RunRow::id)
                    .toList();
            getEntityManager()
                    .createQuery("delete from RowNoteRow n where n.runId in"
                            + " (select s.id from RunRow s where s.source = ?1 and s.id < ?2 and s.id not in ?3)")
                    .setParameter(1, source)
                    .setParameter(2, oldest)
                    .setParameter(3, landmarks)
                    .executeUpdate();
            delete("source = ?1 and id < ?2 and id not in ?3", source, oldest, landmarks);
        }
    }

    List<RunRow> newest(int most, String source) {
        return find("source = ?1 order by startedAt desc, id desc", source)
                .page(0, most)
                .list();
    }

    Optional<RunRow> first(String source) {
        return find("source = ?1 order by startedAt, id", source).firstResultOptional();
    }

    /** The last run that brought a new paper; of a source that never brings any, the last with a count that moved. */
    Optional<RunRow> lastWithNews(String source) {
        return find(WITH_NEWS + " order by startedAt desc, id desc", source).firstResultOptional();
    }
}

package dev.paperboy.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Writes runs down and finds the last one. A run keeps its first hundred rejections; the count is of all. */
@ApplicationScoped
class RunLog {

    static final int MOST_KEPT = 100;
    private static final int MOST_RUNS = 100;

    private final Runs runs;
    private final Rejections rejections;

    RunLog(Runs runs, Rejections rejections) {
        this.runs = runs;
        this.rejections = rejections;
    }

    @Transactional
    void write(String source, SourceRun run, List<Rejection> refused) {
        RunRow row = new RunRow(source, run);
        runs.persist(row);
        runs.flush();
        runs.forgetAllBut(MOST_RUNS, source);
        refused.stream()
                .limit(MOST_KEPT)
                .forEach(rejection -> rejections.persist(new RejectionRow(row.id(), rejection)));
    }

    @Transactional
    Optional<SourceRun> last(String source) {
        return runs.lastOf(source).map(RunRow::run);
    }

    @Transactional
    Optional<SourceRun> lastWithNews(String source) {
        return runs.lastWithNews(source).map(RunRow::run);
    }

    @Transactional
    List<Rejection> rejectionsOfLast(String source) {
        return runs.lastOf(source).map(row -> rejections.ofRun(row.id())).orElse(List.of());
    }
}

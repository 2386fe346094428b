package dev.paperboy.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** Writes runs down and finds the last ones. */
@ApplicationScoped
class RunLog {

    /** Of each kind, so many notes of a run are kept; the counts are of all. */
    static final int MOST_KEPT = 100;

    private static final int MOST_RUNS = 100;

    private final Runs runs;
    private final RowNotes notes;

    RunLog(Runs runs, RowNotes notes) {
        this.runs = runs;
        this.notes = notes;
    }

    @Transactional
    void write(String source, SourceRun run, List<RowNote> told) {
        RunRow row = new RunRow(source, run);
        runs.persist(row);
        runs.flush();
        runs.forgetAllBut(MOST_RUNS, source);
        told.forEach(note -> notes.persist(new RowNoteRow(row.id(), note)));
    }

    @Transactional
    Optional<SourceRun> last(String source) {
        return newest(1, source).stream().findFirst();
    }

    /** Newest first. */
    @Transactional
    List<SourceRun> newest(int most, String source) {
        return runs.newest(most, source).stream().map(RunRow::run).toList();
    }

    @Transactional
    Optional<SourceRun> first(String source) {
        return runs.first(source).map(RunRow::run);
    }

    @Transactional
    Optional<SourceRun> lastWithNews(String source) {
        return runs.lastWithNews(source).map(RunRow::run);
    }

    @Transactional
    List<RowNote> notesOfLast(String source) {
        return runs.newest(1, source).stream()
                .flatMap(row -> notes.ofRun(row.id()).stream())
                .toList();
    }
}

package dev.paperboy.subscription;

import dev.paperboy.subscription.ImportCells.Row;
import dev.paperboy.subscription.ReaderImport.Problem;
import dev.paperboy.subscription.ReaderImport.State;
import dev.paperboy.subscription.ReaderImport.Tally;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes files of readers down: batch by batch, each with its counts and problems in one short transaction. */
@ApplicationScoped
class ImportLedger {

    private final ReaderImportRows rows;
    private final ImportProblems problems;
    private final ReaderInsert readers;
    private final Clock clock;

    ImportLedger(ReaderImportRows rows, ImportProblems problems, ReaderInsert readers, Clock clock) {
        this.rows = rows;
        this.problems = problems;
        this.readers = readers;
        this.clock = clock;
    }

    /** Ends what a process of this name left under way, without waiting until its silence tells. */
    @Transactional
    void interrupt(String node) {
        rows.runningOn(node).forEach(ReaderImportRow::interrupt);
    }

    @Transactional
    long open(String fileName, String operator, String node, List<String> unknownColumns, long bytes) {
        ReaderImportRow row = new ReaderImportRow(fileName, operator, node, unknownColumns, bytes, clock.instant());
        rows.persistAndFlush(row);
        return row.id();
    }

    /** The file that is being taken in now, by this process or another. */
    @Transactional
    Optional<Long> running() {
        return rows.running().stream()
                .filter(row -> row.runsAt(clock.instant()))
                .map(ReaderImportRow::id)
                .findFirst();
    }

    /**
     * Adds what is new and leaves everybody else as they are. After a failure it can be tried again: a batch that was written although
     * nobody heard of it is not written a second time.
     *
     * @param number of the batch in its file, from 1
     */
    @Transactional
    void write(long importId, int number, List<Row> batch, long bytesRead) {
        // Until the row is free, a try whose connection was lost may still end well.
        ReaderImportRow row = rows.findById(importId, LockModeType.PESSIMISTIC_WRITE);
        if (row.hasTaken(number)) {
            return;
        }
        Sorted sorted = sort(importId, batch);
        readers.add(importId, sorted.fresh(), clock.instant());
        problems.add(importId, sorted.problems());
        row.count(sorted.tally(), bytesRead, clock.instant());
    }

    private record Sorted(List<ImportedReader> fresh, List<Problem> problems, Tally tally) {}

    private Sorted sort(long importId, List<Row> batch) {
        Map<String, ImportedReader> fresh = new LinkedHashMap<>();
        List<Problem> found = new ArrayList<>();
        int rejected = 0;
        int repeated = 0;
        for (Row row : batch) {
            switch (row) {
                case Row.Bad(int line, String typed, String reason) -> {
                    found.add(new Problem(line, false, typed, reason));
                    rejected++;
                }
                case Row.Good(ImportedReader reader) -> {
                    if (fresh.putIfAbsent(reader.email().value(), reader) != null) {
                        found.add(repetition(reader));
                        repeated++;
                    }
                }
            }
        }
        int known = 0;
        int keptOut = 0;
        for (var present : readers.present(fresh.keySet()).entrySet()) {
            ImportedReader reader = fresh.remove(present.getKey());
            ReaderStatus status = present.getValue().status();
            if (status == ReaderStatus.UNSUBSCRIBED || status == ReaderStatus.SUPPRESSED) {
                found.add(keptOut(reader, status));
                keptOut++;
            } else if (present.getValue().importId() != null
                    && present.getValue().importId() == importId) {
                found.add(repetition(reader));
                repeated++;
            } else {
                known++;
            }
        }
        List<ImportedReader> added = List.copyOf(fresh.values());
        int active = (int) added.stream()
                .filter(reader -> reader.status() == ReaderStatus.ACTIVE)
                .count();
        return new Sorted(added, found, new Tally(active, added.size() - active, known, keptOut, repeated, rejected));
    }

    private static Problem repetition(ImportedReader reader) {
        return new Problem(
                reader.line(),
                false,
                reader.email().value(),
                "“" + reader.email() + "” stands further up in the file; that row counts.");
    }

    private static Problem keptOut(ImportedReader reader, ReaderStatus status) {
        return new Problem(
                reader.line(),
                true,
                reader.email().value(),
                "“" + reader.email() + "” "
                        + (status == ReaderStatus.SUPPRESSED
                                ? "is suppressed, and stays so."
                                : "has left. Only a new sign-up brings them back."));
    }

    @Transactional
    void end(long importId, State how, String why) {
        rows.findById(importId).end(how, why, clock.instant());
    }

    @Transactional
    Optional<ReaderImport> find(long importId) {
        return rows.findByIdOptional(importId).map(row -> row.readerImport(clock.instant()));
    }

    @Transactional
    List<ReaderImport> newest(int most) {
        return rows.newest(most).stream()
                .map(row -> row.readerImport(clock.instant()))
                .toList();
    }

    @Transactional
    List<Problem> problems(long importId, boolean keptOut, int afterLine, int most) {
        return problems.after(importId, keptOut, afterLine, most);
    }
}

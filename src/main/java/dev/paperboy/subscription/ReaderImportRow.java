package dev.paperboy.subscription;

import dev.paperboy.subscription.ReaderImport.State;
import dev.paperboy.subscription.ReaderImport.Tally;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "reader_import")
class ReaderImportRow {

    /** A batch takes a fraction of a second, and a database that is away for longer ends the import. */
    private static final Duration SILENT_WHEN_GONE = Duration.ofSeconds(45);

    private static final int LONGEST_LIST = 2_000;
    private static final int LONGEST_NOTE = 1_000;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "file_name")
    private String fileName;

    @Column(name = "operator_name")
    private String operator;

    private String node;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private State state;

    @Column(name = "unknown_columns")
    private String unknownColumns;

    private String note;

    @Column(name = "file_bytes")
    private long bytes;

    @Column(name = "bytes_read")
    private long bytesRead;

    private int batches;

    @Column(name = "added_active")
    private int active;

    @Column(name = "added_pending")
    private int pending;

    private int known;

    @Column(name = "kept_out")
    private int keptOut;

    private int repeated;
    private int rejected;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "touched_at")
    private Instant touchedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    protected ReaderImportRow() {}

    ReaderImportRow(
            String fileName, String operator, String node, List<String> unknownColumns, long bytes, Instant now) {
        this.fileName = fileName;
        this.operator = operator;
        this.node = node;
        this.state = State.RUNNING;
        this.unknownColumns = cut(String.join("\n", unknownColumns), LONGEST_LIST);
        this.note = "";
        this.bytes = bytes;
        this.startedAt = now;
        this.touchedAt = now;
    }

    boolean hasTaken(int batch) {
        return batch <= batches;
    }

    void count(Tally batch, long bytesReadNow, Instant now) {
        batches++;
        active += batch.active();
        pending += batch.pending();
        known += batch.known();
        keptOut += batch.keptOut();
        repeated += batch.repeated();
        rejected += batch.rejected();
        bytesRead = bytesReadNow;
        touchedAt = now;
    }

    /** The first word counts: who did not hear that it was written down would go on to say that it failed. */
    void end(State how, String why, Instant now) {
        if (state != State.RUNNING) {
            return;
        }
        state = how;
        note = cut(why, LONGEST_NOTE);
        touchedAt = now;
        finishedAt = now;
    }

    /** Its process is known to be gone; the last that was heard of it is its end. */
    void interrupt() {
        state = State.INTERRUPTED;
        finishedAt = touchedAt;
    }

    private static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest) : text;
    }

    boolean runsAt(Instant now) {
        return state == State.RUNNING && touchedAt.plus(SILENT_WHEN_GONE).isAfter(now);
    }

    Long id() {
        return id;
    }

    /** As it looks now: a process that died could not write down that it had ended. */
    ReaderImport readerImport(Instant now) {
        return new ReaderImport(
                id,
                fileName,
                operator,
                state == State.RUNNING && !runsAt(now) ? State.INTERRUPTED : state,
                unknownColumns.isEmpty() ? List.of() : List.of(unknownColumns.split("\n")),
                note,
                bytes,
                bytesRead,
                tally(),
                startedAt,
                touchedAt,
                finishedAt);
    }

    Tally tally() {
        return new Tally(active, pending, known, keptOut, repeated, rejected);
    }
}

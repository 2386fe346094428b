package dev.paperboy.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

@Entity
@Table(name = "source_run")
class RunRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String source;

    @Column(name = "started_at")
    private Instant startedAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    @Column(name = "rows_read")
    private int rowsRead;

    private int added;
    private int changed;
    private int rejected;
    private int odd;
    private String problem;

    protected RunRow() {}

    RunRow(String source, SourceRun run) {
        this.source = source;
        this.startedAt = run.startedAt();
        this.finishedAt = run.finishedAt();
        this.rowsRead = run.read();
        this.added = run.added();
        this.changed = run.changed();
        this.rejected = run.rejected();
        this.odd = run.odd();
        this.problem = run.problem();
    }

    Long id() {
        return id;
    }

    SourceRun run() {
        return new SourceRun(startedAt, finishedAt, rowsRead, added, changed, rejected, odd, problem);
    }
}

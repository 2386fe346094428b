package dev.paperboy.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "source_rejection")
class RejectionRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "run_id")
    private Long runId;

    private String file;
    private int line;
    private String reason;

    protected RejectionRow() {}

    RejectionRow(Long runId, Rejection rejection) {
        this.runId = runId;
        this.file = rejection.file();
        this.line = rejection.line();
        this.reason = rejection.reason();
    }

    Rejection rejection() {
        return new Rejection(file, line, reason);
    }
}

package dev.paperboy.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "source_rejection")
class RowNoteRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "run_id")
    private Long runId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private RowNote.Kind kind;

    private String file;
    private int line;
    private String reason;

    protected RowNoteRow() {}

    RowNoteRow(Long runId, RowNote note) {
        this.runId = runId;
        this.kind = note.kind();
        this.file = note.file();
        this.line = note.line();
        this.reason = note.reason();
    }

    RowNote note() {
        return new RowNote(kind, file, line, reason);
    }
}

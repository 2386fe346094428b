package dev.paperboy.paper;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "signal")
class SignalRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "paper_id")
    private String paperId;

    private String source;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private SignalKind kind;

    @Column(name = "seen_at")
    private Instant seenAt;

    private int amount;

    protected SignalRow() {}

    SignalRow(Signal signal) {
        this.paperId = signal.paper().value();
        this.source = signal.source();
        this.kind = signal.kind();
        this.seenAt = signal.seenAt();
        this.amount = signal.amount();
    }

    Signal signal() {
        return new Signal(new PaperId(paperId), source, kind, seenAt, amount);
    }
}

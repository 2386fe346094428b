package dev.paperboy.ingest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;

@Entity
@Table(name = "source_gate")
class GateRow {

    @Id
    private String name;

    private String holder;

    @Column(name = "held_until")
    private Instant heldUntil;

    @Column(name = "free_at")
    private Instant freeAt;

    @Column(name = "silent_until")
    private Instant silentUntil;

    protected GateRow() {}

    Turns.State state() {
        return new Turns.State(freeAt, silentUntil, holder == null ? Optional.empty() : Optional.ofNullable(heldUntil));
    }
}

package dev.paperboy.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A start of an engine. Its id is the epoch of the leases that it takes. */
@Entity
@Table(name = "engine_start")
class EngineStart {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String node;

    @Column(name = "started_at")
    private Instant startedAt;

    protected EngineStart() {}

    EngineStart(String node, Instant startedAt) {
        this.node = node;
        this.startedAt = startedAt;
    }

    long epoch() {
        return id;
    }
}

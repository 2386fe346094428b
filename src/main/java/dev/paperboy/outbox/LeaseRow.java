package dev.paperboy.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A batch in somebody's hands. It outlives its mails a little, until somebody has seen that none is left. */
@Entity
@Table(name = "lease")
class LeaseRow {

    @Id
    private Long id;

    private String node;

    @Column(name = "ends_at")
    private Instant endsAt;

    @Column(name = "first_delivery")
    private long firstDelivery;

    @Column(name = "last_delivery")
    private long lastDelivery;

    protected LeaseRow() {}

    long number() {
        return id;
    }

    boolean isOf(String name) {
        return node.equals(name);
    }

    Instant endsAt() {
        return endsAt;
    }

    long firstDelivery() {
        return firstDelivery;
    }

    long lastDelivery() {
        return lastDelivery;
    }
}

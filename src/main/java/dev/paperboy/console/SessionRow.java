package dev.paperboy.console;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** A signed-in browser. Only a hash of its cookie is kept, so that a copy of the database opens no door. */
@Entity
@Table(name = "operator_session")
class SessionRow {

    /** A session that nobody used for so long has ended. */
    static final Duration IDLE = Duration.ofHours(8);

    /** However busy it is, a session ends after so long. */
    static final Duration LONGEST = Duration.ofDays(7);

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "token_hash")
    private String tokenHash;

    @Column(name = "operator_id")
    private long operatorId;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "last_seen_at")
    private Instant lastSeenAt;

    @Column(name = "expires_at")
    private Instant expiresAt;

    protected SessionRow() {}

    SessionRow(String tokenHash, long operatorId, Instant now) {
        this.tokenHash = tokenHash;
        this.operatorId = operatorId;
        this.createdAt = now;
        this.lastSeenAt = now;
        this.expiresAt = now.plus(LONGEST);
    }

    boolean isOpenAt(Instant now) {
        return isOpen(now, lastSeenAt, expiresAt);
    }

    static boolean isOpen(Instant now, Instant lastSeenAt, Instant expiresAt) {
        return now.isBefore(expiresAt) && now.isBefore(lastSeenAt.plus(IDLE));
    }

    /** Whether this use is worth a write: not every click is. */
    boolean isWorthNotingAt(Instant now) {
        return !now.isBefore(lastSeenAt.plus(NOTED_EVERY));
    }

    Long id() {
        return id;
    }

    long operatorId() {
        return operatorId;
    }
}

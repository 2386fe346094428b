package dev.paperboy.outbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "delivery")
class DeliveryRow {

    /** No lease has this number, so that none can write to a row that was taken from it. */
    private static final long NOBODYS = 0;

    /** The beginning of what is said of a mail that was in doubt, sent again, and not taken. */
    static final String IN_DOUBT_BEFORE = "a copy may have arrived before; then: ";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private DeliveryKind kind;

    @Column(name = "issue_id")
    private Long issueId;

    @Column(name = "reader_id")
    private Long readerId;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private DeliveryStatus status;

    private int priority;

    @Column(name = "due_at")
    private Instant dueAt;

    @Column(name = "not_before")
    private Instant notBefore;

    private int attempts;

    /** The number of the lease that it is under. */
    private long epoch;

    private byte[] papers;
    private String wishes;
    private byte[] topics;

    @Column(name = "message_key")
    private UUID messageKey;

    private String reply;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    /** Whether a copy may have arrived, though it was tried again since. */
    private boolean doubted;

    protected DeliveryRow() {}

    void apply(Mark mark) {
        doubted |= mark.doubts();
        boolean staysInDoubt = doubted && !mark.status().brings();
        status = staysInDoubt ? DeliveryStatus.UNCERTAIN : mark.status();
        attempts = mark.attempts();
        reply = Mark.shortened(staysInDoubt ? IN_DOUBT_BEFORE + mark.reply() : mark.reply());
        notBefore = mark.notBefore();
        finishedAt = mark.finishedAt();
        epoch = NOBODYS;
    }

    /** Nobody has said what became of it; whoever has the lease may still do so. */
    void doubt(String why, Instant now) {
        status = DeliveryStatus.UNCERTAIN;
        reply = why;
        finishedAt = now;
    }

    /** An operator wants it to go out again: at once, and with all its tries. Whether a copy of it has arrived is known no better for that. */
    void sendAgain(Instant now) {
        doubted |= status == DeliveryStatus.UNCERTAIN;
        apply(new Mark(id, epoch, DeliveryStatus.PENDING, 0, "sent again by an operator", now, null, false));
        dueAt = now;
    }

    /** The same, of a mail that nobody has. */
    void sendAgain(Contents contents, Instant now) {
        hold(contents);
        sendAgain(now);
    }

    void sendSkipped(Contents contents, Instant now) {
        hold(contents);
        apply(new Mark(id, epoch, DeliveryStatus.PENDING, 0, "", now, null, false));
        dueAt = now;
    }

    private void hold(Contents contents) {
        papers = Positions.bytes(contents.papers());
        wishes = WishLines.text(contents.wishes());
        topics = Positions.bytes(contents.topics());
    }

    /** An operator knows that it has arrived. */
    void markSent(Instant now) {
        apply(new Mark(id, epoch, DeliveryStatus.SENT, attempts, "marked as sent by an operator", null, now, false));
        doubted = false;
    }

    DeliveryStatus status() {
        return status;
    }

    Delivery delivery() {
        return new Delivery(
                id,
                kind,
                issueId,
                readerId,
                status,
                Contents.of(papers, wishes, topics),
                messageKey,
                attempts,
                notBefore,
                reply,
                finishedAt,
                epoch);
    }
}

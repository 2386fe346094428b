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

    private static final int LONGEST_REPLY = 500;

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

    @Column(name = "leased_by")
    private String leasedBy;

    @Column(name = "leased_at")
    private Instant leasedAt;

    private byte[] papers;

    @Column(name = "message_key")
    private UUID messageKey;

    private String reply;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "finished_at")
    private Instant finishedAt;

    protected DeliveryRow() {}

    DeliveryRow(Entrusted mail, Instant now) {
        this.kind = mail.kind();
        this.issueId = mail.issueId();
        this.readerId = mail.readerId();
        this.priority = mail.kind().priority();
        this.dueAt = mail.notBefore();
        this.notBefore = mail.notBefore();
        this.papers = mail.issueId() == null ? null : Positions.bytes(mail.papers());
        this.messageKey = UUID.randomUUID();
        this.createdAt = now;
        boolean nothingToSend = !mail.skipReason().isEmpty();
        this.status = nothingToSend ? DeliveryStatus.SKIPPED : DeliveryStatus.PENDING;
        this.reply = mail.skipReason();
        this.finishedAt = nothingToSend ? now : null;
    }

    /** Back in the queue behind what is due already, so that one mail which upsets the relay cannot block the others. */
    void giveBack(Instant when, String why) {
        status = DeliveryStatus.PENDING;
        leasedBy = null;
        leasedAt = null;
        notBefore = when;
        reply = cut(why);
    }

    void tryAgainAt(Instant when, String why) {
        attempts++;
        giveBack(when, why);
    }

    void finish(DeliveryStatus end, String why, Instant now) {
        status = end;
        attempts++;
        reply = cut(why);
        leasedBy = null;
        leasedAt = null;
        finishedAt = now;
    }

    /** The row waits with its issue. */
    void hold(String why) {
        giveBack(notBefore, why);
        status = DeliveryStatus.HELD;
    }

    /** An operator wants it to go out again: at once, and with all its tries. */
    void sendAgain(Instant now) {
        giveBack(now, "sent again by an operator");
        dueAt = now;
        attempts = 0;
        finishedAt = null;
    }

    /** An operator knows that it has arrived. */
    void markSent(Instant now) {
        status = DeliveryStatus.SENT;
        reply = "marked as sent by an operator";
        finishedAt = now;
    }

    private static String cut(String text) {
        return text.length() > LONGEST_REPLY ? text.substring(0, LONGEST_REPLY) : text;
    }

    boolean isLeasedBy(String worker) {
        return status == DeliveryStatus.LEASED && worker.equals(leasedBy);
    }

    int attempts() {
        return attempts;
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
                Positions.list(papers),
                messageKey,
                attempts,
                notBefore,
                reply,
                finishedAt);
    }
}

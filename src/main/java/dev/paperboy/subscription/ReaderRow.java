package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;

@Entity
@Table(name = "reader")
class ReaderRow {

    private static final int LONGEST_REASON = 500;
    private static final ZoneId UTC = ZoneId.of("UTC");

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "reader_key")
    private UUID key;

    private String email;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private ReaderStatus status;

    private String topics;

    @Enumerated(EnumType.STRING)
    @JdbcTypeCode(SqlTypes.VARCHAR)
    private Frequency frequency;

    private String zone;

    @Column(name = "delivery_hour")
    private int hour;

    private int papers;
    private String interests;
    private String mutes;

    @Column(name = "paused_until")
    private LocalDate pausedUntil;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "confirmed_at")
    private Instant confirmedAt;

    @Column(name = "left_at")
    private Instant leftAt;

    @Column(name = "welcome_due")
    private boolean welcomeDue;

    @Column(name = "suppressed_because")
    private String suppressedBecause = "";

    protected ReaderRow() {}

    ReaderRow(EmailAddress email, Preferences preferences, Instant now) {
        this.key = UUID.randomUUID();
        this.email = email.value();
        this.status = ReaderStatus.PENDING;
        this.createdAt = now;
        prefer(preferences);
        wish(Wishes.NONE);
    }

    void wish(Wishes wishes) {
        interests = String.join("\n", wishes.interests());
        mutes = String.join("\n", wishes.mutes());
    }

    void prefer(Preferences preferences) {
        topics = String.join("\n", preferences.topics());
        frequency = preferences.frequency();
        zone = preferences.zone().getId();
        hour = preferences.hour();
        papers = preferences.papers();
    }

    /** Somebody typed this address again after its reader had left; only a confirmation makes them a reader again. */
    void signUpAgain(Preferences preferences) {
        status = ReaderStatus.PENDING;
        prefer(preferences);
    }

    void confirm(Instant now) {
        status = ReaderStatus.ACTIVE;
        pausedUntil = null;
        leftAt = null;
        if (confirmedAt == null) {
            confirmedAt = now;
        }
    }

    /** Whether the first issue is still owed, because there was none when this reader confirmed. */
    void oweWelcome(boolean owed) {
        welcomeDue = owed;
    }

    void pauseUntil(LocalDate day) {
        pausedUntil = day;
        status = day == null ? ReaderStatus.ACTIVE : ReaderStatus.PAUSED;
    }

    void suppress(String because) {
        status = ReaderStatus.SUPPRESSED;
        suppressedBecause = shortened(because);
        welcomeDue = false;
    }

    /** Whether it was suppressed for this reason, and is what it was before. */
    boolean reinstate(String because) {
        if (status != ReaderStatus.SUPPRESSED || !shortened(because).equals(suppressedBecause)) {
            return false;
        }
        suppressedBecause = "";
        if (leftAt != null) {
            status = ReaderStatus.UNSUBSCRIBED;
        } else if (confirmedAt == null) {
            status = ReaderStatus.PENDING;
        } else {
            status = pausedUntil == null ? ReaderStatus.ACTIVE : ReaderStatus.PAUSED;
        }
        return true;
    }

    private static String shortened(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    void leave(Instant now) {
        if (status != ReaderStatus.UNSUBSCRIBED) {
            leftAt = now;
        }
        if (status != ReaderStatus.SUPPRESSED) {
            status = ReaderStatus.UNSUBSCRIBED;
        }
    }

    ReaderStatus status() {
        return status;
    }

    Long id() {
        return id;
    }

    Reader reader() {
        return new Reader(
                id,
                key,
                new EmailAddress(email),
                status,
                new Preferences(list(topics), frequency, zone(zone), hour, papers),
                new Wishes(list(interests), list(mutes)),
                pausedUntil,
                confirmedAt);
    }

    /** Time zones come and go with Java's releases; one reader's that is gone must not stop an issue for all. */
    static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException gone) {
            return UTC;
        }
    }

    static List<String> list(String lines) {
        return lines.isEmpty() ? List.of() : List.of(lines.split("\n"));
    }
}

package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Everything a person can do about their subscription, and who the readers are. */
@ApplicationScoped
public class Subscriptions {

    /** More notices than this in an hour are not written: a stranger must not fill somebody's inbox from our form. */
    private static final int NOTICES_AN_HOUR = 3;

    private static final int GREETED_AT_ONCE = 200;

    private final ReaderRows rows;
    private final ReaderSql sql;
    private final SignedTokens tokens;
    private final Outbox outbox;
    private final Welcome welcome;
    private final Clock clock;
    private volatile long lastAwaiting;

    Subscriptions(ReaderRows rows, ReaderSql sql, SignedTokens tokens, Outbox outbox, Welcome welcome, Clock clock) {
        this.rows = rows;
        this.sql = sql;
        this.tokens = tokens;
        this.outbox = outbox;
        this.welcome = welcome;
        this.clock = clock;
    }

    /**
     * Takes a sign-up. A new address, or one that had left, is asked to confirm; an active one gets a link to its preferences; a
     * suppressed one gets nothing. Returns nothing on purpose: the caller must not be able to tell the cases apart.
     */
    public void signUp(EmailAddress email, Preferences preferences) {
        try {
            QuarkusTransaction.requiringNew().run(() -> takeSignUp(email, preferences));
        } catch (RuntimeException lost) {
            // Two sign-ups of one new address at once: the second finds the row that the first made.
            QuarkusTransaction.requiringNew().run(() -> takeSignUp(email, preferences));
        }
    }

    private void takeSignUp(EmailAddress email, Preferences preferences) {
        ReaderRow row = rows.lockedByEmail(email.value()).orElseGet(() -> {
            ReaderRow fresh = new ReaderRow(email, preferences, clock.instant());
            rows.persistAndFlush(fresh);
            return fresh;
        });
        switch (row.status()) {
            case PENDING, UNSUBSCRIBED -> {
                row.signUpAgain(preferences);
                write(row, DeliveryKind.CONFIRMATION);
            }
            case ACTIVE, PAUSED -> write(row, DeliveryKind.PREFERENCES);
            case SUPPRESSED -> {}
        }
    }

    private void write(ReaderRow row, DeliveryKind notice) {
        if (outbox.noticesWithin(row.id(), Duration.ofHours(1)) < NOTICES_AN_HOUR) {
            outbox.entrust(List.of(Entrusted.notice(notice, row.id(), clock.instant())));
        }
    }

    /** The reader whom a link was made for. Reading changes nothing. */
    @Transactional
    public Optional<Reader> behind(Purpose purpose, String token) {
        return tokens.read(purpose, token).flatMap(rows::byKey).map(ReaderRow::reader);
    }

    /** The key to another page for a reader who has shown one key. */
    String token(Purpose purpose, Reader reader) {
        return tokens.sign(purpose, reader.key());
    }

    @Transactional
    public Confirmation confirm(String token) {
        Optional<ReaderRow> found = tokens.read(Purpose.CONFIRM, token).flatMap(rows::lockedByKey);
        if (found.isEmpty()) {
            return new Confirmation.UnknownLink();
        }
        ReaderRow row = found.get();
        return switch (row.status()) {
            case PENDING -> {
                row.confirm(clock.instant());
                yield new Confirmation.Confirmed(row.reader(), greet(row));
            }
            case ACTIVE, PAUSED -> new Confirmation.AlreadyReading(row.reader());
            case UNSUBSCRIBED, SUPPRESSED -> new Confirmation.HasLeft(row.reader());
        };
    }

    /**
     * The next ones of those who confirmed before there was an issue for them; after the last come the first again, so that whoever has to
     * wait for long keeps nobody else waiting.
     */
    @Transactional
    public List<Long> awaitingWelcome() {
        List<Long> next = rows.awaitingWelcome(lastAwaiting, GREETED_AT_ONCE);
        lastAwaiting = next.size() < GREETED_AT_ONCE ? 0 : next.getLast();
        return next;
    }

    /** Sends one of them an issue, where there is one by now. */
    @Transactional
    public void greetAwaiting(long id) {
        rows.lockedAwaitingWelcome(id).ifPresent(this::greet);
    }

    private Welcome.Greeting greet(ReaderRow row) {
        Welcome.Greeting greeting = welcome.greet(row.reader());
        row.oweWelcome(greeting == Welcome.Greeting.NOTHING_YET);
        return greeting;
    }

    /** Whether this reader would get an issue as soon as they confirm. */
    @Transactional
    boolean wouldBeWelcomed(Reader reader) {
        return welcome.foresee(reader) == Welcome.Greeting.SENT;
    }

    /** Leaves, at once and for good; again and again if need be. Empty for a link that we did not make. */
    @Transactional
    public Optional<Reader> unsubscribe(String token) {
        Optional<ReaderRow> found = tokens.read(Purpose.UNSUBSCRIBE, token).flatMap(rows::lockedByKey);
        found.ifPresent(row -> row.leave(clock.instant()));
        return found.map(ReaderRow::reader);
    }

    /**
     * Changes what a reader gets.
     *
     * @param pausedUntil the first day on which mail is welcome again, or null
     * @return the reader, or empty for a link that we did not make or a reader who is not one any more
     */
    @Transactional
    public Optional<Reader> prefer(String token, Preferences preferences, Wishes wishes, LocalDate pausedUntil) {
        Optional<ReaderRow> found = tokens.read(Purpose.PREFERENCES, token)
                .flatMap(rows::lockedByKey)
                .filter(row -> row.status() == ReaderStatus.ACTIVE || row.status() == ReaderStatus.PAUSED);
        found.ifPresent(row -> {
            row.prefer(preferences);
            row.wish(wishes);
            row.pauseUntil(pausedUntil);
        });
        return found.map(ReaderRow::reader);
    }

    @Transactional
    public Optional<Reader> find(long id) {
        return rows.findByIdOptional(id).map(ReaderRow::reader);
    }

    /** By id; those that are not there are left out. */
    @Transactional
    public Map<Long, Reader> byIds(Collection<Long> ids) {
        return sql.byIds(ids).stream().collect(Collectors.toMap(Reader::id, Function.identity()));
    }

    /** Nothing is sent to this reader's address any more, because it does not take mail; signing up again does not change that. */
    @Transactional
    public void suppress(long id, String because) {
        rows.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).ifPresent(row -> {
            row.suppress(because);
            Log.infof("reader %d is suppressed: %s", id, because);
        });
    }

    /** Takes {@link #suppress} back where it was done for this reason. */
    @Transactional
    public void reinstate(long id, String because) {
        rows.findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE)
                .filter(row -> row.reinstate(because))
                .ifPresent(row -> Log.infof("reader %d is suppressed no longer", id));
    }

    @Transactional
    public Optional<Reader> byEmail(EmailAddress email) {
        return rows.byEmail(email.value()).map(ReaderRow::reader);
    }

    /** Active and paused readers with a greater id, in the order of ids: a page of everybody who may get mail. */
    @Transactional
    public List<Reader> mailableAfter(long id, int most) {
        return sql.mailableAfter(id, most);
    }

    @Transactional
    public List<Reader> newest(int most) {
        return rows.newest(most).stream().map(ReaderRow::reader).toList();
    }

    @Transactional
    public Map<ReaderStatus, Long> counts() {
        Map<ReaderStatus, Long> counts = new EnumMap<>(ReaderStatus.class);
        rows.countsByStatus().forEach(row -> counts.put((ReaderStatus) row[0], (Long) row[1]));
        return counts;
    }
}

package dev.paperboy.outbox;

import dev.paperboy.kernel.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;

/**
 * Gives out the moments at which mails may leave where a rate is set: evenly, whichever node asks, and without a burst after a restart,
 * because the next free moment is a row in the database (the generic cell rate algorithm without a burst tolerance).
 */
@ApplicationScoped
class Throttle {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FARTHEST = Duration.ofMinutes(5);

    private final DataSource source;
    private final Database database;
    private final Clock clock;
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    Throttle(DataSource source, Database database, Clock clock) {
        this.source = source;
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes the next so many moments.
     *
     * @param rate moments a second, above 0
     * @return the first of them, not before now; each next one is 1/rate seconds later
     */
    @Transactional
    Instant take(String name, double rate, int count) {
        Instant now = clock.instant();
        try (Connection connection = source.getConnection()) {
            insertIfMissing(connection, name);
            Instant first = later(now, sane(read(connection, name, " for update"), now, rate));
            try (PreparedStatement update =
                    connection.prepareStatement("update throttle set next_at = ? where name = ?")) {
                update.setObject(1, first.plusNanos(nanos(rate, count)).atOffset(ZoneOffset.UTC));
                update.setString(2, name);
                if (update.executeUpdate() == 0) {
                    // Whoever was to write the row was stopped before its commit.
                    known.remove(name);
                }
            }
            return first;
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot keep the rate of " + name + ": " + failure.getMessage(), failure);
        }
    }

    /** How far ahead of now the next free moment is; zero where it is free already. */
    @Transactional
    Duration ahead(String name, double rate) {
        Instant now = clock.instant();
        try (Connection connection = source.getConnection()) {
            return Duration.between(now, later(now, sane(read(connection, name, ""), now, rate)));
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read the rate of " + name + ": " + failure.getMessage(), failure);
        }
    }

    private static Instant read(Connection connection, String name, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select next_at from throttle where name = ?" + lock)) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? row.getObject(1, OffsetDateTime.class).toInstant() : Instant.EPOCH;
            }
        }
    }

    /** Two nodes may come here at once; one of them writes the row, and the other waits for it. */
    private void insertIfMissing(Connection connection, String name) throws SQLException {
        if (!known.add(name)) {
            return;
        }
        String sql =
                switch (database) {
                    case POSTGRESQL -> "insert into throttle (name, next_at) values (?, ?) on conflict do nothing";
                    case H2 ->
                        "merge into throttle using (values (cast(? as varchar), cast(? as timestamp(6) with time zone))) as v(n, t)"
                                + " on name = v.n when not matched then insert (name, next_at) values (v.n, v.t)";
                };
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setString(1, name);
            insert.setObject(2, Instant.EPOCH.atOffset(ZoneOffset.UTC));
            insert.executeUpdate();
        } catch (SQLException failure) {
            known.remove(name);
            throw failure;
        }
    }

    /** Nobody takes moments so far ahead: a clock was wrong, and its relay must not wait until that time has come. */
    private static Instant sane(Instant next, Instant now, double rate) {
        Duration most = FARTHEST.plusNanos(nanos(rate, 1));
        return next.isAfter(now.plus(most)) ? now : next;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    static long nanos(double rate, int count) {
        return Math.round(count * (SECOND.toNanos() / rate));
    }
}

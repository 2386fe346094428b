package dev.paperboy.subscription;

import dev.paperboy.kernel.Database;
import dev.paperboy.kernel.EmailAddress;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Readers by the thousand, read only: as rows of the persistence context each would cost several times as much, and sending asks for
 * every reader. To be called in a transaction; it uses its connection, so that the caller's changes must have been flushed.
 */
@ApplicationScoped
class ReaderSql {

    private static final String READERS =
            "select id, reader_key, email, status, topics, frequency, zone, delivery_hour,"
                    + " papers, interests, mutes, paused_until, confirmed_at from reader ";

    /** Not asked for by their status in so many words: H2 would go through all readers of that status for every page. */
    static final String MAILABLE_AFTER =
            READERS + "where id > ? and status not in ('PENDING', 'UNSUBSCRIBED', 'SUPPRESSED') order by id limit ?";

    private final DataSource source;
    private final String byIds;

    ReaderSql(DataSource source, Database database) {
        this.source = source;
        this.byIds = READERS
                + switch (database) {
                    case POSTGRESQL -> "where id = any(?)";
                    // It would compare every row that it finds to all of a list.
                    case H2 -> "join unnest(cast(? as bigint array)) as wanted (reader_id) on id = reader_id";
                };
    }

    /** In no order; those that are not there, or cannot be read, are left out. */
    List<Reader> byIds(Collection<Long> ids) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(byIds)) {
            select.setArray(
                    1,
                    connection.createArrayOf("bigint", ids.stream().distinct().toArray()));
            return page(select).readers();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read readers: " + failure.getMessage(), failure);
        }
    }

    /** Active and paused ones with a greater id, in the order of ids; empty only where there is none left. */
    List<Reader> mailableAfter(long id, int most) {
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(MAILABLE_AFTER)) {
            Page page = new Page(List.of(), id);
            do {
                select.setLong(1, page.lastId());
                select.setInt(2, most);
                page = page(select);
            } while (page.readers().isEmpty() && page.lastId() > 0);
            return page.readers();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read readers: " + failure.getMessage(), failure);
        }
    }

    /** @param lastId of the last row, whether or not it could be read; 0 where there was none */
    private record Page(List<Reader> readers, long lastId) {}

    private static Page page(PreparedStatement select) throws SQLException {
        List<Reader> found = new ArrayList<>();
        long last = 0;
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                last = row.getLong(1);
                readable(row, last).ifPresent(found::add);
            }
        }
        return new Page(found, last);
    }

    /** One row that nobody understands must not keep the mail from all others. */
    private static Optional<Reader> readable(ResultSet row, long id) throws SQLException {
        try {
            return Optional.of(reader(row));
        } catch (RuntimeException broken) {
            Log.errorf(broken, "reader %d cannot be read and is left out; the others are not", id);
            return Optional.empty();
        }
    }

    private static Reader reader(ResultSet row) throws SQLException {
        OffsetDateTime confirmedAt = row.getObject(13, OffsetDateTime.class);
        return new Reader(
                row.getLong(1),
                row.getObject(2, UUID.class),
                new EmailAddress(row.getString(3)),
                ReaderStatus.valueOf(row.getString(4)),
                new Preferences(
                        ReaderRow.list(row.getString(5)),
                        Frequency.valueOf(row.getString(6)),
                        ReaderRow.zone(row.getString(7)),
                        row.getInt(8),
                        row.getInt(9)),
                new Wishes(ReaderRow.list(row.getString(10)), ReaderRow.list(row.getString(11))),
                row.getObject(12, LocalDate.class),
                confirmedAt == null ? null : confirmedAt.toInstant());
    }
}

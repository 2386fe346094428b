package dev.paperboy.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.Session;

/** Many readers with one statement, past Hibernate, which would write a million rows one by one. */
@ApplicationScoped
class ReaderInsert {

    private static final String FIND = "select email, status, import_id from reader where email = any (?)";

    /** The arrays stand side by side, one element a reader; H2 and PostgreSQL read it alike. */
    private static final String INSERT = """
            insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour, confirmed_at,
                                papers, created_at, welcome_due, import_id)
            select fresh.reader_key, fresh.email, fresh.status, fresh.topics, fresh.frequency, fresh.zone, fresh.delivery_hour,
                   cast(fresh.confirmed_at as timestamp(6) with time zone),
                   ?, cast(? as timestamp(6) with time zone), false, ?
            from unnest(cast(? as uuid array), cast(? as varchar array), cast(? as varchar array), cast(? as varchar array),
                        cast(? as varchar array), cast(? as varchar array), cast(? as integer array), cast(? as varchar array))
                 as fresh (reader_key, email, status, topics, frequency, zone, delivery_hour, confirmed_at)
            """;

    private final EntityManager entities;

    ReaderInsert(EntityManager entities) {
        this.entities = entities;
    }

    /** @param importId the file that brought them, or null */
    record Present(ReaderStatus status, Long importId) {}

    /** Those of the addresses that belong to somebody already, by address. To be called in a transaction. */
    Map<String, Present> present(Collection<String> addresses) {
        return entities.unwrap(Session.class).doReturningWork(connection -> find(connection, addresses));
    }

    private static Map<String, Present> find(Connection connection, Collection<String> addresses) throws SQLException {
        Map<String, Present> present = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(1, connection.createArrayOf("varchar", addresses.toArray()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    long importId = rows.getLong(3);
                    present.put(
                            rows.getString(1),
                            new Present(ReaderStatus.valueOf(rows.getString(2)), rows.wasNull() ? null : importId));
                }
            }
        }
        return present;
    }

    /** Adds readers whose addresses belong to nobody; fails as a whole when one does. To be called in a transaction. */
    void add(long importId, List<ImportedReader> readers, Instant now) {
        if (!readers.isEmpty()) {
            entities.unwrap(Session.class).doWork(connection -> insert(connection, importId, readers, now));
        }
    }

    private static void insert(Connection connection, long importId, List<ImportedReader> readers, Instant now)
            throws SQLException {
        Function<Function<ImportedReader, Object>, Object[]> column =
                value -> readers.stream().map(value).toArray();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setInt(1, Preferences.USUAL_PAPERS);
            statement.setObject(2, now.atOffset(ZoneOffset.UTC));
            statement.setLong(3, importId);
            Array[] columns = {
                connection.createArrayOf("uuid", column.apply(reader -> UUID.randomUUID())),
                connection.createArrayOf(
                        "varchar", column.apply(reader -> reader.email().value())),
                connection.createArrayOf(
                        "varchar", column.apply(reader -> reader.status().name())),
                connection.createArrayOf("varchar", column.apply(ImportedReader::topics)),
                connection.createArrayOf(
                        "varchar", column.apply(reader -> reader.frequency().name())),
                connection.createArrayOf("varchar", column.apply(ImportedReader::zone)),
                connection.createArrayOf("integer", column.apply(ImportedReader::hour)),
                connection.createArrayOf(
                        "varchar",
                        column.apply(reader -> reader.confirmedAt() == null
                                ? null
                                : reader.confirmedAt().toString()))
            };
            for (int i = 0; i < columns.length; i++) {
                statement.setArray(4 + i, columns[i]);
            }
            statement.executeUpdate();
        }
    }
}

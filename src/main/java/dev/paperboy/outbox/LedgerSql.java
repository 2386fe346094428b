package dev.paperboy.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The statements that are run for every mail, on many rows at a time: a row each through the persistence context costs ten times as
 * much. To be called in a transaction; they use its connection.
 */
@ApplicationScoped
class LedgerSql {

    private static final String INSERT = "insert into delivery (kind, issue_id, reader_id, status, priority, due_at,"
            + " not_before, attempts, papers, wishes, message_key, reply, created_at, finished_at) ";

    private static final String ROWS =
            "select id, kind, issue_id, reader_id, status, papers, wishes, message_key, attempts,"
                    + " not_before, reply, finished_at, epoch from delivery ";

    private final DataSource source;

    LedgerSql(DataSource source) {
        this.source = source;
    }

    void insert(List<Entrusted> mails, Instant now) {
        if (mails.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            if (isPostgresql(connection)) {
                insertAsArrays(connection, mails, now);
            } else {
                insertAsBatch(connection, mails, now);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write the ledger: " + failure.getMessage(), failure);
        }
    }

    private static void insertAsBatch(Connection connection, List<Entrusted> mails, Instant now) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(INSERT + "values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?)")) {
            for (Entrusted mail : mails) {
                Object[] row = row(mail, now);
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private static void insertAsArrays(Connection connection, List<Entrusted> mails, Instant now) throws SQLException {
        String[] types = {
            "varchar",
            "bigint",
            "bigint",
            "varchar",
            "integer",
            "timestamptz",
            "timestamptz",
            "bytea",
            "varchar",
            "uuid",
            "varchar",
            "timestamptz",
            "timestamptz"
        };
        Object[][] columns = new Object[types.length][mails.size()];
        for (int i = 0; i < mails.size(); i++) {
            Object[] row = row(mails.get(i), now);
            for (int column = 0; column < types.length; column++) {
                columns[column][i] = row[column];
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT
                + "select k, i, r, s, p, d, n, 0, b, w, m, t, c, f from"
                + " unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) as v(k, i, r, s, p, d, n, b, w, m, t, c, f)")) {
            setArrays(connection, insert, types, columns);
            insert.executeUpdate();
        }
    }

    private static Object[] row(Entrusted mail, Instant now) {
        boolean nothingToSend = !mail.skipReason().isEmpty();
        return new Object[] {
            mail.kind().name(),
            mail.issueId(),
            mail.readerId(),
            (nothingToSend ? DeliveryStatus.SKIPPED : DeliveryStatus.PENDING).name(),
            mail.kind().priority(),
            time(mail.notBefore()),
            nothingToSend ? null : time(mail.notBefore()),
            mail.issueId() == null ? null : Positions.bytes(mail.papers()),
            WishLines.text(mail.wishes()),
            UUID.randomUUID(),
            mail.skipReason(),
            time(now),
            nothingToSend ? time(now) : null
        };
    }

    /**
     * Rows that are due, in the order in which they should go. On PostgreSQL they are locked until the transaction ends, and those that
     * somebody else is taking at this moment are left out; H2 writes every row that it locks, and has one process to serve, so that there
     * {@link #lease} decides.
     */
    List<Delivery> due(int priority, Instant now, Place after, int most) {
        String sql = ROWS + "where priority = ? and not_before <= ? and not_before >= ? and (not_before, id) > (?, ?)"
                + " order by priority, not_before, id limit ?";
        try (Connection connection = source.getConnection();
                PreparedStatement select =
                        connection.prepareStatement(isPostgresql(connection) ? sql + " for update skip locked" : sql)) {
            select.setInt(1, priority);
            select.setObject(2, time(now));
            select.setObject(3, time(after.notBefore()));
            select.setObject(4, time(after.notBefore()));
            select.setLong(5, after.id());
            select.setInt(6, most);
            return deliveries(select);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read what is due: " + failure.getMessage(), failure);
        }
    }

    /** Where to go on looking: behind this row, in the order of what is due. */
    record Place(Instant notBefore, long id) {

        static final Place START = new Place(Instant.EPOCH, 0);
    }

    /** Takes those of these rows that nobody else has taken, and tells which they are. */
    List<Delivery> lease(List<Delivery> rows, String node, long lease, Instant until) {
        String sql =
                "update delivery set status = 'LEASED', not_before = null, leased_by = ?, epoch = ?, leased_until = ?"
                        + " where id = any(?) and status = 'PENDING'";
        try (Connection connection = source.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, node);
            update.setLong(2, lease);
            update.setObject(3, time(until));
            update.setArray(4, ids(connection, rows.stream().map(Delivery::id).toList()));
            if (update.executeUpdate() == rows.size()) {
                return rows;
            }
            Set<Long> taken = new HashSet<>(underLease(connection, lease));
            return rows.stream().filter(row -> taken.contains(row.id())).toList();
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot lease: " + failure.getMessage(), failure);
        }
    }

    private static List<Long> underLease(Connection connection, long lease) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select id from delivery where epoch = ?")) {
            select.setLong(1, lease);
            List<Long> taken = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    taken.add(row.getLong(1));
                }
            }
            return taken;
        }
    }

    /**
     * Writes down what became of rows, each under its lease. A row that was taken from it in the meantime is left alone, unless it was only
     * put in doubt: whoever has the answer may still give it. With that the lease is over, so that no journal is asked about the row again.
     *
     * @return how many were written
     */
    int mark(List<Mark> marks) {
        try (Connection connection = source.getConnection()) {
            return isPostgresql(connection) ? markAsArrays(connection, marks) : markAsBatch(connection, marks);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write what became of mails: " + failure.getMessage(), failure);
        }
    }

    private static int markAsBatch(Connection connection, List<Mark> marks) throws SQLException {
        String sql = "update delivery set status = ?, attempts = ?, reply = ?, not_before = ?, finished_at = ?,"
                + " epoch = 0, leased_by = null, leased_until = null"
                + " where id = ? and epoch = ? and status in ('LEASED', 'UNCERTAIN')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Mark mark : marks) {
                update.setString(1, mark.status().name());
                update.setInt(2, mark.attempts());
                update.setString(3, mark.reply());
                update.setObject(4, time(mark.notBefore()));
                update.setObject(5, time(mark.finishedAt()));
                update.setLong(6, mark.id());
                update.setLong(7, mark.lease());
                update.addBatch();
            }
            int written = 0;
            for (int count : update.executeBatch()) {
                written += count;
            }
            return written;
        }
    }

    private static int markAsArrays(Connection connection, List<Mark> marks) throws SQLException {
        String sql =
                "update delivery set status = v.s, attempts = v.a, reply = v.r, not_before = v.n, finished_at = v.f,"
                        + " epoch = 0, leased_by = null, leased_until = null"
                        + " from unnest(?, ?, ?, ?, ?, ?, ?) as v(i, l, s, a, r, n, f)"
                        + " where id = v.i and epoch = v.l and status in ('LEASED', 'UNCERTAIN')";
        String[] types = {"bigint", "bigint", "varchar", "integer", "varchar", "timestamptz", "timestamptz"};
        Object[][] columns = new Object[types.length][marks.size()];
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            columns[0][i] = mark.id();
            columns[1][i] = mark.lease();
            columns[2][i] = mark.status().name();
            columns[3][i] = mark.attempts();
            columns[4][i] = mark.reply();
            columns[5][i] = time(mark.notBefore());
            columns[6][i] = time(mark.finishedAt());
        }
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            setArrays(connection, update, types, columns);
            return update.executeUpdate();
        }
    }

    /**
     * What this issue brought, may have brought, or will bring to readers with ids between these, both included: whoever asks for many
     * readers goes through them in the order of their ids, and a range is one look into the index.
     */
    List<Brought> brought(long issueId, long firstReader, long lastReader) {
        String sql = "select reader_id, papers from delivery where issue_id = ? and reader_id between ? and ?"
                + " and status not in ('SKIPPED', 'CANCELLED', 'FAILED')";
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, issueId);
            select.setLong(2, firstReader);
            select.setLong(3, lastReader);
            List<Brought> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(new Brought(row.getLong(1), issueId, Positions.list(row.getBytes(2))));
                }
            }
            return found;
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read the ledger: " + failure.getMessage(), failure);
        }
    }

    /** Rows under a lease of these, both included: held by this node, or put in doubt because it did not come back in time. */
    List<Delivery> leftBy(String node, long firstLease, long lastLease) {
        String sql = ROWS
                + "where epoch between ? and ? and (status = 'LEASED' and leased_by = ? or status = 'UNCERTAIN') for update";
        try (Connection connection = source.getConnection();
                PreparedStatement select = connection.prepareStatement(sql)) {
            select.setLong(1, firstLease);
            select.setLong(2, lastLease);
            select.setString(3, node);
            return deliveries(select);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot read old leases: " + failure.getMessage(), failure);
        }
    }

    private static List<Delivery> deliveries(PreparedStatement select) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new Delivery(
                        row.getLong(1),
                        DeliveryKind.valueOf(row.getString(2)),
                        row.getObject(3, Long.class),
                        row.getLong(4),
                        DeliveryStatus.valueOf(row.getString(5)),
                        Positions.list(row.getBytes(6)),
                        WishLines.map(row.getString(7)),
                        row.getObject(8, UUID.class),
                        row.getInt(9),
                        instant(row, 10),
                        row.getString(11),
                        instant(row, 12),
                        row.getLong(13)));
            }
        }
        return found;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private static OffsetDateTime time(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    private static Array ids(Connection connection, Collection<Long> ids) throws SQLException {
        return connection.createArrayOf("bigint", ids.toArray());
    }

    private static void setArrays(
            Connection connection, PreparedStatement statement, String[] types, Object[][] columns)
            throws SQLException {
        for (int column = 0; column < types.length; column++) {
            // The driver takes arrays of bytes only where they are declared as such.
            Object[] values = types[column].equals("bytea")
                    ? Arrays.copyOf(columns[column], columns[column].length, byte[][].class)
                    : columns[column];
            statement.setArray(column + 1, connection.createArrayOf(types[column], values));
        }
    }

    static boolean isPostgresql(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }
}

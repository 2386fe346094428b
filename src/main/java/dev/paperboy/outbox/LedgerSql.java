package dev.paperboy.outbox;

import dev.paperboy.kernel.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * The statements that are run for every mail, on many rows at a time: a row each through the persistence context costs ten times as
 * much. To be called in a transaction; they use its connection.
 */
@ApplicationScoped
class LedgerSql {

    static final String COLUMNS = "id, kind, issue_id, reader_id, status, papers, wishes, topics, message_key,"
            + " attempts, not_before, reply, finished_at, epoch";

    private final DataSource source;
    private final Database database;
    private final LedgerWrites writes;

    LedgerSql(DataSource source, Database database) {
        this.source = source;
        this.database = database;
        this.writes = switch (database) {
            case H2 -> new H2Writes();
            case POSTGRESQL -> new PostgresqlWrites();
        };
    }

    /** Where to go on looking: behind this row, in the order of what is due. */
    record Place(Instant notBefore, long id) {

        static final Place START = new Place(Instant.EPOCH, 0);
    }

    /** What a lease is: whose, under which number, until when. */
    record Lease(String node, long number, Instant endsAt) {}

    void insert(List<Entrusted> mails, Instant now) {
        if (mails.isEmpty()) {
            return;
        }
        try (Connection connection = source.getConnection()) {
            writes.insert(connection, mails, now);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write the ledger: " + failure.getMessage(), failure);
        }
    }

    /** Takes rows that are due and that nobody else is taking, in the order in which they should go. */
    List<Delivery> lease(int priority, Instant now, Place after, int most, Lease lease) {
        try (Connection connection = source.getConnection()) {
            List<Delivery> due = writes.due(connection, priority, now, after, most);
            List<Delivery> taken = due.isEmpty() ? due : writes.take(connection, due, lease.number());
            if (!taken.isEmpty()) {
                writeDown(connection, lease, taken);
            }
            return taken;
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot lease: " + failure.getMessage(), failure);
        }
    }

    /** Has everything that was committed on the disk. Not to be called in a transaction. */
    void force() {
        try (Connection connection = source.getConnection()) {
            writes.force(connection);
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot force the ledger to the disk: " + failure.getMessage(), failure);
        }
    }

    private static void writeDown(Connection connection, Lease lease, List<Delivery> taken) throws SQLException {
        String sql = "insert into lease (id, node, ends_at, first_delivery, last_delivery) values (?, ?, ?, ?, ?)";
        LongSummaryStatistics ids = taken.stream().mapToLong(Delivery::id).summaryStatistics();
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            insert.setLong(1, lease.number());
            insert.setString(2, lease.node());
            insert.setObject(3, time(lease.endsAt()));
            insert.setLong(4, ids.getMin());
            insert.setLong(5, ids.getMax());
            insert.executeUpdate();
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
            writeDoubts(connection, marks);
            int written = writes.mark(connection, marks);
            keepDoubts(connection, marks);
            return written;
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot write what became of mails: " + failure.getMessage(), failure);
        }
    }

    private static void writeDoubts(Connection connection, List<Mark> marks) throws SQLException {
        List<Mark> doubts = marks.stream().filter(Mark::doubts).toList();
        if (doubts.isEmpty()) {
            return;
        }
        String sql = "update delivery set doubted = true where id = ? and epoch = ?";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Mark mark : doubts) {
                update.setLong(1, mark.id());
                update.setLong(2, mark.lease());
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    /** A copy of these may have arrived before this one was refused, and nobody can know. */
    private static void keepDoubts(Connection connection, List<Mark> marks) throws SQLException {
        Object[] ids = marks.stream()
                .filter(mark -> !mark.status().brings())
                .map(Mark::id)
                .toArray();
        if (ids.length == 0) {
            return;
        }
        String sql = "update delivery set status = 'UNCERTAIN', reply = substring(concat(?, reply), 1, ?)"
                + " where id = any(?) and doubted and status in ('FAILED', 'SKIPPED', 'CANCELLED')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, DeliveryRow.IN_DOUBT_BEFORE);
            update.setInt(2, Mark.LONGEST_REPLY);
            update.setArray(3, connection.createArrayOf("bigint", ids));
            update.executeUpdate();
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

    /** What {@link #COLUMNS} hold. */
    static List<Delivery> deliveries(PreparedStatement statement) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                found.add(new Delivery(
                        row.getLong(1),
                        DeliveryKind.valueOf(row.getString(2)),
                        row.getObject(3, Long.class),
                        row.getLong(4),
                        DeliveryStatus.valueOf(row.getString(5)),
                        Contents.of(row.getBytes(6), row.getString(7), row.getBytes(8)),
                        row.getObject(9, UUID.class),
                        row.getInt(10),
                        instant(row, 11),
                        row.getString(12),
                        instant(row, 13),
                        row.getLong(14)));
            }
        }
        return found;
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static OffsetDateTime time(Instant moment) {
        return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
    }

    /** Whether the ledger is a file of this process, and not a server's. */
    boolean isEmbedded() {
        return database == Database.H2;
    }
}

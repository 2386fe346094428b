package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** H2 is in this process, so that a statement costs no way there: batches of plain ones are quickest. */
record H2Writes() implements LedgerWrites {

    @Override
    public void insert(Connection connection, List<Entrusted> mails, Instant now) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into delivery (" + NEW + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Entrusted mail : mails) {
                Object[] row = LedgerWrites.row(mail, now);
                for (int i = 0; i < row.length; i++) {
                    insert.setObject(i + 1, row[i]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Without a lock: H2 would write every row that it locks, and has one process to serve. The update decides who has a row. */
    @Override
    public List<Delivery> due(Connection connection, int priority, Instant now, LedgerSql.Place after, int most)
            throws SQLException {
        return LedgerWrites.due(connection, "", priority, now, after, most);
    }

    @Override
    public List<Delivery> take(Connection connection, List<Delivery> due, long number) throws SQLException {
        String sql = "update delivery set " + TAKEN + " where id = ? and status = 'PENDING'";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Delivery row : due) {
                update.setLong(1, number);
                update.setLong(2, row.id());
                update.addBatch();
            }
            int[] updated = update.executeBatch();
            return IntStream.range(0, updated.length)
                    .filter(row -> updated[row] == 1)
                    .mapToObj(due::get)
                    .toList();
        }
    }

    @Override
    public int mark(Connection connection, List<Mark> marks) throws SQLException {
        String sql = "update delivery set status = ?, attempts = ?, reply = ?, not_before = ?, finished_at = ?,"
                + " epoch = 0"
                + " where id = ? and epoch = ? and status in ('LEASED', 'UNCERTAIN')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (Mark mark : marks) {
                update.setString(1, mark.status().name());
                update.setInt(2, mark.attempts());
                update.setString(3, mark.reply());
                update.setObject(4, LedgerSql.time(mark.notBefore()));
                update.setObject(5, LedgerSql.time(mark.finishedAt()));
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

    /** A commit of H2 is in the system's hands, where a kill does not reach it; it is never forced to the disk but by these words. */
    @Override
    public void force(Connection connection) throws SQLException {
        try (Statement checkpoint = connection.createStatement()) {
            checkpoint.execute("checkpoint sync");
        }
    }
}

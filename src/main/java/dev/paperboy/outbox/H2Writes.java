package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** H2 is in this process, so that a statement costs no way there: batches of plain ones are quickest. */
record H2Writes() implements LedgerWrites {

    private static final Comparator<Delivery> AS_ISSUES_ARE_HELD = Comparator.comparing(
                    Delivery::issueId, Comparator.nullsFirst(Comparator.naturalOrder()))
            .thenComparing(Delivery::readerId);

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

    /** In the order in which an issue is held or cancelled: two who lock the same rows the other way round would wait for each other. */
    @Override
    public List<Delivery> take(Connection connection, List<Delivery> due, long number) throws SQLException {
        List<Delivery> byReader = due.stream().sorted(AS_ISSUES_ARE_HELD).toList();
        Set<Long> taken = new HashSet<>();
        try (PreparedStatement update = connection.prepareStatement(TAKE + " where id = ? and status = 'PENDING'")) {
            // Not as a batch, which H2 goes on with when a row could not be locked.
            for (Delivery row : byReader) {
                update.setLong(1, number);
                update.setLong(2, row.id());
                if (update.executeUpdate() == 1) {
                    taken.add(row.id());
                }
            }
        }
        return due.stream().filter(row -> taken.contains(row.id())).toList();
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

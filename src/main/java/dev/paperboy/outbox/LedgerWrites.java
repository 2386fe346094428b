package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is written for every mail, in the words that a database is quickest with. */
sealed interface LedgerWrites permits H2Writes, PostgresqlWrites {

    /** The columns of a new row, in the order of {@link #row}. */
    String NEW = "reader_id, papers, topics, message_key, kind, issue_id, status, priority, due_at, not_before, wishes,"
            + " reply, created_at, finished_at, attempts";

    /** What the lease of a row changes; its number is the first parameter. */
    String TAKE = "update delivery set status = 'LEASED', not_before = null, epoch = ?";

    void insert(Connection connection, List<Entrusted> mails, Instant now) throws SQLException;

    /** What is due behind a place, first to go first; to be taken in the same transaction, which may have locked it. */
    List<Delivery> due(Connection connection, int priority, Instant now, LedgerSql.Place after, int most)
            throws SQLException;

    /** Leases these under a number. Returns those of them that nobody else had taken, in the same order. */
    List<Delivery> take(Connection connection, List<Delivery> due, long number) throws SQLException;

    /** How many rows were written. */
    int mark(Connection connection, List<Mark> marks) throws SQLException;

    /** Has everything that was committed on the disk, so that it outlives a power cut, too. */
    void force(Connection connection) throws SQLException;

    static List<Delivery> due(
            Connection connection, String lock, int priority, Instant now, LedgerSql.Place after, int most)
            throws SQLException {
        String sql = "select " + LedgerSql.COLUMNS + " from delivery"
                + " where priority = ? and not_before <= ? and not_before >= ? and (not_before, id) > (?, ?)"
                + " and status = 'PENDING' order by priority, not_before, id limit ? " + lock;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setInt(1, priority);
            select.setObject(2, LedgerSql.time(now));
            select.setObject(3, LedgerSql.time(after.notBefore()));
            select.setObject(4, LedgerSql.time(after.notBefore()));
            select.setLong(5, after.id());
            select.setInt(6, most);
            return LedgerSql.deliveries(select);
        }
    }

    static Object[] row(Entrusted mail, Instant now) {
        boolean nothingToSend = !mail.skipReason().isEmpty();
        return new Object[] {
            mail.readerId(),
            mail.issueId() == null ? null : Positions.bytes(mail.contents().papers()),
            Positions.bytes(mail.contents().topics()),
            UUID.randomUUID(),
            mail.kind().name(),
            mail.issueId(),
            (nothingToSend ? DeliveryStatus.SKIPPED : DeliveryStatus.PENDING).name(),
            mail.kind().priority(),
            LedgerSql.time(mail.notBefore()),
            nothingToSend ? null : LedgerSql.time(mail.notBefore()),
            WishLines.text(mail.contents().wishes()),
            mail.skipReason(),
            LedgerSql.time(now),
            nothingToSend ? LedgerSql.time(now) : null,
            0
        };
    }
}

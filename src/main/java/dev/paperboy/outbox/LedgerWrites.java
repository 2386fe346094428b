package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What is written for every mail, in the words that a database is quickest with. */
sealed interface LedgerWrites permits H2Writes, PostgresqlWrites {

    /** The columns of a new row, in the order of {@link #row}. */
    String NEW = "reader_id, papers, topics, message_key, kind, issue_id, status, priority, due_at, not_before, wishes,"
            + " reply, created_at, finished_at, attempts";

    void insert(Connection connection, List<Entrusted> mails, Instant now) throws SQLException;

    List<Delivery> lease(Connection connection, int priority, Instant now, LedgerSql.Place after, int most, long number)
            throws SQLException;

    /** How many rows were written. */
    int mark(Connection connection, List<Mark> marks) throws SQLException;

    /** Has everything that was committed on the disk, so that it outlives a power cut, too. */
    void force(Connection connection) throws SQLException;

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

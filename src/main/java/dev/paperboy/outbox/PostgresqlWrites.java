package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** PostgreSQL is a way off, so that one statement takes all rows. */
record PostgresqlWrites() implements LedgerWrites {

    private static final List<String> NEW_TYPES = List.of(
            "bigint",
            "bytea",
            "bytea",
            "uuid",
            "varchar",
            "bigint",
            "varchar",
            "integer",
            "timestamptz",
            "timestamptz",
            "varchar",
            "varchar",
            "timestamptz",
            "timestamptz",
            "integer");

    private static final List<String> MARK_TYPES =
            List.of("bigint", "bigint", "varchar", "integer", "varchar", "timestamptz", "timestamptz");

    @Override
    public void insert(Connection connection, List<Entrusted> mails, Instant now) throws SQLException {
        Columns columns = new Columns(
                NEW_TYPES,
                1,
                mails.stream().map(mail -> LedgerWrites.row(mail, now)).toList());
        String sql = "insert into delivery (" + NEW + ") select " + String.join(", ", columns.expressions()) + " from "
                + columns.source("v");
        try (PreparedStatement insert = connection.prepareStatement(sql)) {
            columns.set(insert);
            insert.executeUpdate();
        }
    }

    /** Whoever looks at the same moment skips what is locked here, so that nodes do not wait for each other. */
    @Override
    public List<Delivery> due(Connection connection, int priority, Instant now, LedgerSql.Place after, int most)
            throws SQLException {
        return LedgerWrites.due(connection, "for update skip locked", priority, now, after, most);
    }

    @Override
    public List<Delivery> take(Connection connection, List<Delivery> due, long number) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement(TAKE + " where id = any(?) and status = 'PENDING'")) {
            update.setLong(1, number);
            Long[] ids = due.stream().map(Delivery::id).toArray(Long[]::new);
            update.setArray(2, connection.createArrayOf("bigint", ids));
            int taken = update.executeUpdate();
            if (taken != due.size()) {
                throw new IllegalStateException(
                        "of " + due.size() + " rows that were locked to be leased, " + taken + " are");
            }
        }
        return due;
    }

    @Override
    public int mark(Connection connection, List<Mark> marks) throws SQLException {
        Columns columns = new Columns(
                MARK_TYPES, 2, marks.stream().map(PostgresqlWrites::values).toList());
        List<String> v = columns.expressions();
        String sql = "update delivery set status = " + v.get(2) + ", attempts = " + v.get(3) + ", reply = " + v.get(4)
                + ", not_before = " + v.get(5) + ", finished_at = " + v.get(6)
                + ", epoch = 0 from " + columns.source("v")
                + " where id = " + v.get(0) + " and epoch = " + v.get(1) + " and status in ('LEASED', 'UNCERTAIN')";
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            columns.set(update);
            return update.executeUpdate();
        }
    }

    /** Every commit is forced before it is acknowledged. */
    @Override
    public void force(Connection connection) {}

    private static Object[] values(Mark mark) {
        return new Object[] {
            mark.id(),
            mark.lease(),
            mark.status().name(),
            mark.attempts(),
            mark.reply(),
            LedgerSql.time(mark.notBefore()),
            LedgerSql.time(mark.finishedAt())
        };
    }
}

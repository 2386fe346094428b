package dev.paperboy.outbox;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
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

    /** Whoever looks at the same moment skips what is locked here, so that nodes do not wait for each other. */
    private static final String LEASE = """
            with due as materialized (
                select ctid as place, not_before as since from delivery
                where priority = ? and not_before <= ? and not_before >= ? and (not_before, id) > (?, ?)
                order by priority, not_before, id limit ? for update skip locked)
            update delivery set status = 'LEASED', not_before = null, epoch = ?
            from due where ctid = due.place and status = 'PENDING'
            returning\s""" + LedgerSql.COLUMNS.replace("not_before", "since");

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

    @Override
    public List<Delivery> lease(
            Connection connection, int priority, Instant now, LedgerSql.Place after, int most, long number)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(LEASE)) {
            update.setInt(1, priority);
            update.setObject(2, LedgerSql.time(now));
            update.setObject(3, LedgerSql.time(after.notBefore()));
            update.setObject(4, LedgerSql.time(after.notBefore()));
            update.setLong(5, after.id());
            update.setInt(6, most);
            update.setLong(7, number);
            // An update returns its rows as it comes upon them.
            List<Delivery> taken = LedgerSql.deliveries(update);
            taken.sort(Comparator.comparing(Delivery::notBefore).thenComparing(Delivery::id));
            return taken;
        }
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

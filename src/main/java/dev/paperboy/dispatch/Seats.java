package dev.paperboy.dispatch;

import dev.paperboy.kernel.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Keeps an issue's audience from being fixed while papers are chosen for its readers elsewhere, on this node or another. What a reader
 * has had is read from the ledger, where nobody sees rows of a transaction that goes on: two issues that are sealed at once, or one and a
 * welcome, would bring the same paper twice.
 *
 * <p>A seat is a row of a table, and is left when the transaction ends. Locks are taken in the order reader, seat, issue, delivery. Only
 * who seals waits for seats, and with neither a reader nor an issue in hand; so nobody can be waiting for what somebody holds who waits
 * for a seat.
 */
@ApplicationScoped
class Seats {

    private static final String ALL = "select id from audience_seat order by id for update";

    private final DataSource source;
    private final Database database;

    Seats(DataSource source, Database database) {
        this.source = source;
        this.database = database;
    }

    /** For whoever fixes an audience: waits until nobody else chooses. */
    void takeAll() {
        try (Connection connection = source.getConnection()) {
            // H2 gives up after two seconds unless it is told how many.
            take(
                    connection,
                    switch (database) {
                        case POSTGRESQL -> ALL;
                        case H2 -> ALL + " wait 600";
                    });
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot wait for other issues: " + failure.getMessage(), failure);
        }
    }

    /** For whoever welcomes a reader: whether there is one, without waiting, for an audience of a million is not fixed in a moment. */
    boolean takeOne() {
        try (Connection connection = source.getConnection()) {
            return take(connection, "select id from audience_seat fetch first 1 row only for update skip locked");
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot see whether an issue is being sealed", failure);
        }
    }

    private static boolean take(Connection connection, String sql) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(sql);
                ResultSet seats = select.executeQuery()) {
            return seats.next();
        }
    }
}

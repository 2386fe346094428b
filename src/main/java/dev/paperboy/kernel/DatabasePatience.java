package dev.paperboy.kernel;

import io.agroal.api.AgroalPoolInterceptor;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Nobody waits for ever: neither we for a PostgreSQL that is gone without a word, nor other nodes for what this one has locked while it is
 * stopped or cut off. H2 is in this process, and has neither trouble.
 */
@ApplicationScoped
class DatabasePatience implements AgroalPoolInterceptor {

    /** Longer than any statement takes; the longest go over all mails of an issue. */
    static final Duration FOR_AN_ANSWER = Duration.ofMinutes(15);

    /** Longer than we think between two statements of a transaction. */
    static final Duration WITHIN_A_TRANSACTION = Duration.ofMinutes(1);

    private final Database database;

    DatabasePatience(Database database) {
        this.database = database;
    }

    @Override
    public void onConnectionCreate(Connection connection) {
        try {
            switch (database) {
                case POSTGRESQL -> limit(connection);
                case H2 -> {}
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot prepare a connection: " + failure.getMessage(), failure);
        }
    }

    private static void limit(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) FOR_AN_ANSWER.toMillis());
        try (Statement set = connection.createStatement()) {
            set.execute("set idle_in_transaction_session_timeout = " + WITHIN_A_TRANSACTION.toMillis());
        }
    }
}

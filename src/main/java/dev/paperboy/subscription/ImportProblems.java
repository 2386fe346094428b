package dev.paperboy.subscription;

import dev.paperboy.subscription.ReaderImport.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;

/**
 * Rows of files that were not taken, past Hibernate like the readers: a file of a million rows may consist of nothing else. To be
 * called in a transaction.
 */
@ApplicationScoped
class ImportProblems {

    private static final String INSERT = """
            insert into reader_import_problem (import_id, line_number, kept_out, typed, reason)
            select ?, found.line_number, found.kept_out, found.typed, found.reason
            from unnest(cast(? as integer array), cast(? as boolean array), cast(? as varchar array), cast(? as varchar array))
                 as found (line_number, kept_out, typed, reason)
            """;

    private static final String AFTER = """
            select line_number, kept_out, typed, reason from reader_import_problem
            where import_id = ? and kept_out = ? and line_number > ? order by line_number limit ?
            """;

    private final EntityManager entities;

    ImportProblems(EntityManager entities) {
        this.entities = entities;
    }

    void add(long importId, List<Problem> problems) {
        if (!problems.isEmpty()) {
            entities.unwrap(Session.class).doWork(connection -> insert(connection, importId, problems));
        }
    }

    private static void insert(Connection connection, long importId, List<Problem> problems) throws SQLException {
        Function<Function<Problem, Object>, Object[]> column =
                value -> problems.stream().map(value).toArray();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, importId);
            statement.setArray(2, connection.createArrayOf("integer", column.apply(Problem::line)));
            statement.setArray(3, connection.createArrayOf("boolean", column.apply(Problem::keptOut)));
            statement.setArray(4, connection.createArrayOf("varchar", column.apply(Problem::typed)));
            statement.setArray(5, connection.createArrayOf("varchar", column.apply(Problem::reason)));
            statement.executeUpdate();
        }
    }

    /** In the order of their lines, each of which is in the table once. */
    List<Problem> after(long importId, boolean keptOut, int line, int most) {
        return entities.unwrap(Session.class)
                .doReturningWork(connection -> after(connection, importId, keptOut, line, most));
    }

    private static List<Problem> after(Connection connection, long importId, boolean keptOut, int line, int most)
            throws SQLException {
        List<Problem> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(AFTER)) {
            statement.setLong(1, importId);
            statement.setBoolean(2, keptOut);
            statement.setInt(3, line);
            statement.setInt(4, most);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Problem(rows.getInt(1), rows.getBoolean(2), rows.getString(3), rows.getString(4)));
                }
            }
        }
        return found;
    }
}

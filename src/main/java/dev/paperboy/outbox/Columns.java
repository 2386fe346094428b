package dev.paperboy.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Many rows as the parameters of one statement of PostgreSQL: an array for each column, or a single value where all rows agree, which is
 * much quicker to write and to read. The statement names the expressions in their order and the source after them, because that is the order of
 * its parameters.
 */
final class Columns {

    private final List<String> types;
    private final List<Object[]> rows;
    private final List<Integer> arrays = new ArrayList<>();
    private final List<Integer> singles = new ArrayList<>();

    /**
     * @param types PostgreSQL's names of the columns' types
     * @param keys so many of the first columns are arrays in any case; at least one
     * @param rows at least one, with a value for each column
     */
    Columns(List<String> types, int keys, List<Object[]> rows) {
        this.types = types;
        this.rows = rows;
        for (int column = 0; column < types.size(); column++) {
            (column < keys || differs(column) ? arrays : singles).add(column);
        }
    }

    private boolean differs(int column) {
        Object first = rows.getFirst()[column];
        return rows.stream().anyMatch(row -> !Objects.deepEquals(row[column], first));
    }

    /** What stands for each column in the statement. */
    List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            expressions.add(arrays.contains(column) ? "c" + column : "cast(? as " + types.get(column) + ")");
        }
        return expressions;
    }

    /** The arrays side by side, for the statement's {@code from}. */
    String source(String alias) {
        List<String> names = arrays.stream().map(column -> "c" + column).toList();
        return "unnest(" + String.join(", ", names.stream().map(name -> "?").toList()) + ") as " + alias + "("
                + String.join(", ", names) + ")";
    }

    void set(PreparedStatement statement) throws SQLException {
        int parameter = 0;
        for (int column : singles) {
            statement.setObject(++parameter, rows.getFirst()[column]);
        }
        for (int column : arrays) {
            String type = types.get(column);
            statement.setArray(
                    ++parameter, statement.getConnection().createArrayOf(type, values(column, type.equals("bytea"))));
        }
    }

    /** The driver takes arrays of bytes only where they are declared as such. */
    private Object[] values(int column, boolean bytes) {
        Object[] values = bytes ? new byte[rows.size()][] : new Object[rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[column];
        }
        return values;
    }
}

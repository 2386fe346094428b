package dev.paperboy.outbox;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Many rows as the parameters of one statement of PostgreSQL: an array for each column, or a single value where all rows agree, which is
 * much quicker to write and to read. The statement names the expressions in their order and the source after them, because that is the order of
 * its parameters.
 */
final class Columns {

    private static final String MOMENT = "timestamptz";

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
            expressions.add(arrays.contains(column) ? element(column) : "cast(? as " + types.get(column) + ")");
        }
        return expressions;
    }

    /** Moments go as numbers, which are quicker to write and to read than words. */
    private String element(int column) {
        return types.get(column).equals(MOMENT)
                ? "(timestamptz 'epoch' + c" + column + " * interval '1 microsecond')"
                : "c" + column;
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
            String type = types.get(column).equals(MOMENT) ? "bigint" : types.get(column);
            statement.setArray(++parameter, statement.getConnection().createArrayOf(type, values(column, type)));
        }
    }

    /** The driver takes arrays of bytes only where they are declared as such, and sends numbers as numbers only then. */
    private Object[] values(int column, String type) {
        Object[] values =
                switch (type) {
                    case "bytea" -> new byte[rows.size()][];
                    case "bigint" -> new Long[rows.size()];
                    case "integer" -> new Integer[rows.size()];
                    case "varchar" -> new String[rows.size()];
                    default -> new Object[rows.size()];
                };
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i)[column] instanceof OffsetDateTime moment ? micros(moment) : rows.get(i)[column];
        }
        return values;
    }

    private static long micros(OffsetDateTime moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment.toInstant());
    }
}

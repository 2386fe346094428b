package dev.paperboy;

import dev.paperboy.kernel.WrongSetting;
import io.smallrye.config.ConfigValidationException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line a problem why Paperboy did not start; only a failure that nobody foresaw shows where it happened. */
final class StartFailure {

    static final int WRONG_SETTING = 2;

    /** What SmallRye Config says of a value that a converter refused. */
    private static final Pattern NOT_CONVERTED = Pattern.compile(
            "The config property (\\S+) with the config value \"(.*)\" threw an Exception whilst being converted (.*)",
            Pattern.DOTALL);

    /** What it says of a value that has nothing in it, such as an empty one or a comma alone. */
    private static final Pattern NOTHING = Pattern.compile(
            "The config property (\\S+) (?:with the config value \"(.*)\" was converted to null from"
                    + "|is defined as the empty String)",
            Pattern.DOTALL);

    /** What it says of a key below one of ours that is none. */
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in .* does not map to any root");

    private static final Pattern PORT_TAKEN = Pattern.compile("Port already bound: (\\d+)");

    private static final Pattern ENUM_VALUES = Pattern.compile("allowed values: (.*)");

    private StartFailure() {}

    static void report(Integer exitCode, Throwable failure) {
        List<String> lines = failure == null ? List.of() : lines(failure);
        lines.forEach(line -> System.err.println("Paperboy does not start: " + line));
        if (!lines.isEmpty()) {
            System.err.flush();
            // Nothing has begun yet; an orderly exit would first pour out what libraries logged before there was a log.
            Runtime.getRuntime().halt(WRONG_SETTING);
        }
        if (failure != null) {
            failure.printStackTrace();
        }
        System.exit(exitCode);
    }

    static List<String> lines(Throwable failure) {
        if (isDiskFull(failure)) {
            return List.of("the disk of paperboy.data-dir is full; make room and start again, nothing is lost");
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSetting wrong) {
                return List.of(wrong.getMessage());
            }
            if (cause instanceof ConfigValidationException invalid) {
                return problems(invalid);
            }
            String message = String.valueOf(cause.getMessage());
            if (message.contains("Database may be already in use")) {
                return List.of(
                        "another process uses the database in paperboy.data-dir; stop that one, or give this one another");
            }
            if (message.contains("paperboy.data-dir")) {
                return List.of(message);
            }
            if (message.contains("Error while creating file") || message.contains("IO Exception: \"")) {
                return List.of("the database cannot be kept in paperboy.data-dir: "
                        + message.lines().findFirst().orElse("")
                        + "; make that folder writable, with room on its disk, or name another");
            }
            if (message.contains("Driver does not support the provided URL")) {
                return List.of(
                        "quarkus.datasource.jdbc.url does not fit this build; allowed is jdbc:h2:…, or jdbc:postgresql:… where it"
                                + " was built with -Ppostgresql");
            }
            Matcher taken = PORT_TAKEN.matcher(message);
            if (taken.find()) {
                return List.of("port " + taken.group(1)
                        + " is taken by another process; stop that one, or set quarkus.http.port to another");
            }
            if (cause instanceof SQLException refused && refused.getSQLState() != null) {
                List<String> lines = refusedByDatabase(refused);
                if (!lines.isEmpty()) {
                    return lines;
                }
            }
        }
        return List.of();
    }

    /** By the classes of SQLSTATE (ISO 9075): 08 connections, 28 authorisation, 3D the name of a database. */
    private static List<String> refusedByDatabase(SQLException refused) {
        String says = refused.getMessage().lines().findFirst().orElse("");
        return switch (refused.getSQLState().substring(0, 2)) {
            case "08" ->
                List.of("the database does not answer: " + says
                        + " Start it, or correct quarkus.datasource.jdbc.url, and start again");
            case "28" ->
                List.of("the database does not let us in: " + says
                        + "; correct quarkus.datasource.username and quarkus.datasource.password");
            case "3D" ->
                List.of("the database is not there: " + says + "; create it, or correct quarkus.datasource.jdbc.url");
            default -> List.of();
        };
    }

    /** What H2 says about it comes first in the chain of causes, and names no disk. */
    private static boolean isDiskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
                return true;
            }
        }
        return false;
    }

    private static List<String> problems(ConfigValidationException invalid) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < invalid.getProblemCount(); i++) {
            lines.add(readable(invalid.getProblem(i).getMessage()));
        }
        // Each mapping that shares a prefix complains of the same key.
        return lines.stream().distinct().toList();
    }

    private static String readable(String problem) {
        Matcher unknown = UNKNOWN.matcher(problem);
        if (unknown.find()) {
            String key = unknown.group(1);
            return key + " is no setting; "
                    + (key.startsWith("paperboy.smtp.domains.")
                            ? "a domain is written in quotes, as in paperboy.smtp.domains.\"example.org\".rate"
                            : "README.md has a table of all that there are");
        }
        Matcher refused = NOT_CONVERTED.matcher(problem);
        if (refused.find()) {
            String key = refused.group(1);
            String value = key.contains("password") || key.contains("secret") ? "(hidden)" : refused.group(2);
            return key + " is '" + value + "'; " + allowed(refused.group(3).replaceFirst("^SRCFG\\d+: ", ""));
        }
        Matcher nothing = NOTHING.matcher(problem);
        if (nothing.find()) {
            return nothing.group(1) + " is '" + Objects.requireNonNullElse(nothing.group(2), "")
                    + "'; allowed is a value, or leaving the setting out";
        }
        return problem.replaceFirst("^SRCFG\\d+: ", "");
    }

    private static String allowed(String reason) {
        Matcher values = ENUM_VALUES.matcher(reason);
        if (values.find()) {
            return "allowed is one of " + values.group(1).replace(",", ", ");
        }
        return reason.contains("allowed is") ? reason : "it cannot be used: " + reason;
    }
}

package dev.paperboy;

import dev.paperboy.kernel.WrongSetting;
import io.smallrye.config.ConfigValidationException;
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
        }
        return List.of();
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
        return lines;
    }

    private static String readable(String problem) {
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

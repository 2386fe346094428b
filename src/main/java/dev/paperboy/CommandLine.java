package dev.paperboy;

import dev.paperboy.kernel.EmailAddress;
import java.util.Optional;

/** What was asked for behind the name of the program. */
sealed interface CommandLine {

    String USAGE = "java -jar quarkus-run.jar [doctor [--check] [--test ADDRESS]]";

    /** Nothing: start Paperboy. */
    record Start() implements CommandLine {}

    /**
     * @param check whether to ask the DNS
     * @param test who gets a test mail; empty when nobody does
     */
    record Doctor(boolean check, Optional<EmailAddress> test) implements CommandLine {}

    /** @param problem a sentence without its full stop */
    record Misunderstood(String problem) implements CommandLine {

        String line() {
            return problem + ". Usage: " + USAGE;
        }
    }

    static CommandLine of(String... arguments) {
        if (arguments.length == 0) {
            return new Start();
        }
        return arguments[0].equals("doctor") ? doctor(arguments) : unknown(arguments[0]);
    }

    private static CommandLine doctor(String... arguments) {
        boolean check = false;
        Optional<EmailAddress> test = Optional.empty();
        for (int i = 1; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--check" -> check = true;
                case "--test" -> {
                    i++;
                    if (i == arguments.length) {
                        return new Misunderstood("--test needs the address that the test mail goes to");
                    }
                    test = EmailAddress.parse(arguments[i]);
                    if (test.isEmpty()) {
                        return new Misunderstood(
                                "'" + arguments[i] + "' is not a mail address, such as ada@example.org is"
                                        + EmailAddress.hint(arguments[i])
                                                .map(hint -> ". " + hint.replaceFirst("\\.$", ""))
                                                .orElse(""));
                    }
                }
                default -> {
                    return unknown(arguments[i]);
                }
            }
        }
        return new Doctor(check, test);
    }

    private static CommandLine unknown(String argument) {
        return new Misunderstood("Paperboy does not know '" + argument + "'");
    }
}

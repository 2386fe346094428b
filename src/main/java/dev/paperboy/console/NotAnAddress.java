package dev.paperboy.console;

import dev.paperboy.kernel.EmailAddress;

/** Stands beside a field for an address that holds none. */
final class NotAnAddress {

    private static final String SENTENCE = "This is not a mail address, such as ada@example.org is.";

    private NotAnAddress() {}

    static String sentence(String typed) {
        return EmailAddress.hint(typed)
                .map(hint -> "We cannot write to this address. " + hint)
                .orElse(SENTENCE);
    }
}

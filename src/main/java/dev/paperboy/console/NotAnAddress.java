package dev.paperboy.console;

/** Stands beside a field for an address that holds none. */
final class NotAnAddress {

    static final String SENTENCE = "This is not a mail address, such as ada@example.org is.";

    private NotAnAddress() {}
}

package dev.paperboy.kernel;

/** Which database this was built for, where one needs other words than the other. */
public enum Database {
    /** A file of this process, which has it alone. */
    H2,
    /** A server, which other nodes may use as well. */
    POSTGRESQL
}

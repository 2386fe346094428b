package dev.paperboy.ingest;

/**
 * What an operator should know about a row: where it stands, and why it was not taken or what in it was odd.
 *
 * @param line 1-based; 0 when it is about the whole file
 */
public record RowNote(Kind kind, String file, int line, String reason) {

    public enum Kind {
        /** The row was not taken. */
        REJECTED,
        /** The row was taken without something that could not be understood. */
        ODD
    }
}

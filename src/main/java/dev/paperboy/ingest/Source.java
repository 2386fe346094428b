package dev.paperboy.ingest;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.function.BiConsumer;

/** Somewhere papers come from. */
interface Source {

    String name();

    /** What it is, for the operator: its kind and its place. */
    String description();

    Duration every();

    /**
     * Reads all of it, row by row, together with the name of the file that each row stands in.
     *
     * @param today the list day of rows that name none
     * @throws IOException with a sentence for the operator; what was handed over before stays
     */
    void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException;
}

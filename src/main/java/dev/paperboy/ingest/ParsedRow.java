package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;

/** What became of one row of a file. */
sealed interface ParsedRow {

    /** 1-based; where the row begins. */
    int line();

    record Good(int line, Paper paper) implements ParsedRow {}

    /** @param reason a sentence for the operator */
    record Bad(int line, String reason) implements ParsedRow {}
}

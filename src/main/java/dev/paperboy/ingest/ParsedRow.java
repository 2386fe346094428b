package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;

/** What became of one row of a source. */
sealed interface ParsedRow {

    /** 1-based; where the row begins. */
    int line();

    record Good(int line, Paper paper) implements ParsedRow {}

    /** @param reason a sentence for the operator */
    record Bad(int line, String reason) implements ParsedRow {}

    /**
     * How a paper is doing somewhere else; it may be a paper that we do not know.
     *
     * @param kind what was counted: {@code points} or {@code hn-comments}
     * @param count never negative
     */
    record Signal(int line, PaperId paper, String kind, int count) implements ParsedRow {}
}

package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import java.time.LocalDate;
import java.util.Optional;

/** One row in the shape of its source. */
sealed interface SourceRow permits HuggingFaceRow, PlainRow {

    /** Why this row cannot be taken, as a sentence for the operator. */
    Optional<String> objection();

    /** The row as a paper; only when there is no objection. */
    Paper paper(LocalDate fallbackDate, String source);
}

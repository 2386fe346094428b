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

    default ParsedRow parsed(int line, LocalDate fallbackDate, String source) {
        Optional<String> objection = objection();
        if (objection.isPresent()) {
            return new ParsedRow.Bad(line, objection.get());
        }
        try {
            return new ParsedRow.Good(line, paper(fallbackDate, source));
        } catch (IllegalArgumentException notAPaper) {
            return new ParsedRow.Bad(line, notAPaper.getMessage());
        }
    }
}

package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One row in the shape of its source. */
sealed interface SourceRow permits HuggingFaceRow, PlainRow {

    /** All that is said on the paper, wherever in the row it stands. */
    RowFields fields();

    /** Why this row cannot be taken, as a sentence for the operator. */
    Optional<String> objection();

    /** The row as a paper; only when there is no objection. */
    Paper paper(LocalDate fallbackDate, String source);

    /** What stands in the row and cannot be understood, in sentences for the operator. */
    List<String> oddities();

    /** What became of this row, and after it what was odd in it. */
    default List<ParsedRow> parsed(int line, LocalDate fallbackDate, String source) {
        if (isWithdrawn() && fields().idObjection().isEmpty()) {
            Optional<PaperId> gone = PaperId.parse(fields().id());
            if (gone.isPresent()) {
                LocalDate on = fields().day("withdrawnAt").orElse(fallbackDate);
                return List.of(new ParsedRow.Withdrawn(line, gone.get(), on));
            }
        }
        Optional<String> objection = objection();
        if (objection.isPresent()) {
            return List.of(new ParsedRow.Bad(line, objection.get()));
        }
        try {
            Paper paper = paper(fallbackDate, source);
            Stream<ParsedRow> odd =
                    oddities().stream().map(oddity -> new ParsedRow.Odd(line, paper.id() + ": " + oddity));
            return Stream.concat(Stream.of(new ParsedRow.Good(line, paper)), odd)
                    .toList();
        } catch (IllegalArgumentException notAPaper) {
            return List.of(new ParsedRow.Bad(line, notAPaper.getMessage()));
        }
    }

    private boolean isWithdrawn() {
        return fields().first(field -> field.isTextual() && !field.textValue().isBlank(), "withdrawnAt")
                .isPresent();
    }
}

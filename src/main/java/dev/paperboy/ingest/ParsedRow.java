package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.SignalKind;
import java.time.LocalDate;

/** What became of one row of a source. */
sealed interface ParsedRow {

    /** 1-based; where the row begins. */
    int line();

    /** The same, of a row that stands elsewhere. */
    ParsedRow at(int line);

    record Good(int line, Paper paper) implements ParsedRow {
        @Override
        public ParsedRow at(int other) {
            return new Good(other, paper);
        }
    }

    /** @param reason a sentence for the operator */
    record Bad(int line, String reason) implements ParsedRow {
        @Override
        public ParsedRow at(int other) {
            return new Bad(other, reason);
        }
    }

    /**
     * No row of its own, but a value in a row that was taken, which could not be understood and was passed over.
     *
     * @param reason a sentence for the operator
     */
    record Odd(int line, String reason) implements ParsedRow {
        @Override
        public ParsedRow at(int other) {
            return new Odd(other, reason);
        }
    }

    /** A paper that its source took back: no issue has it from now on. */
    record Withdrawn(int line, PaperId paper, LocalDate on) implements ParsedRow {
        @Override
        public ParsedRow at(int other) {
            return new Withdrawn(other, paper, on);
        }
    }

    /**
     * How a paper is doing somewhere else; it may be a paper that we do not know.
     *
     * @param count never negative
     */
    record Signal(int line, PaperId paper, SignalKind kind, int count) implements ParsedRow {
        @Override
        public ParsedRow at(int other) {
            return new Signal(other, paper, kind, count);
        }
    }
}

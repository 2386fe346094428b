package dev.paperboy.subscription;

import java.time.Instant;
import java.util.List;

/**
 * One file of readers, and how far it has been taken in.
 *
 * @param operator who uploaded it
 * @param unknownColumns heads of columns that were left out, because nobody knows what they mean
 * @param note why it ended early; empty otherwise
 * @param bytes the size of the file
 * @param bytesRead how much of it has been read
 * @param touchedAt when the last rows were written
 * @param finishedAt null while it runs
 */
public record ReaderImport(
        long id,
        String fileName,
        String operator,
        State state,
        List<String> unknownColumns,
        String note,
        long bytes,
        long bytesRead,
        Tally tally,
        Instant startedAt,
        Instant touchedAt,
        Instant finishedAt) {

    public enum State {
        RUNNING,
        FINISHED,
        /** The process ended in the middle. What was written stays; the file has to be uploaded again. */
        INTERRUPTED,
        /** It could not go on; the note says why. */
        FAILED
    }

    /**
     * What became of the rows; each is counted in one place.
     *
     * @param active added as readers who get mail
     * @param pending added, and nothing is sent to them until they confirm
     * @param known there already, and left as they were
     * @param keptOut left or suppressed, and left so
     * @param repeated the same address stood further up in the file
     * @param rejected could not be understood
     */
    public record Tally(int active, int pending, int known, int keptOut, int repeated, int rejected) {

        public int read() {
            return active + pending + known + keptOut + repeated + rejected;
        }
    }

    /**
     * A row that was not taken.
     *
     * @param line where it begins in the file, counted from 1
     * @param keptOut whether its address has left or is suppressed; otherwise the row itself is at fault
     * @param typed the address, or what stands in its place; empty when nothing does
     */
    public record Problem(int line, boolean keptOut, String typed, String reason) {}
}

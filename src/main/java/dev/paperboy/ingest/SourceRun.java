package dev.paperboy.ingest;

import java.time.Instant;

/**
 * One look at a source.
 *
 * @param read rows seen, good and bad
 * @param changed papers that changed; of a source that only counts, counts that moved
 * @param odd values that could not be understood, in rows that were taken
 * @param problem why the run ended early, or what it did not get, as a sentence; empty when it went well
 */
public record SourceRun(
        Instant startedAt,
        Instant finishedAt,
        int read,
        int added,
        int changed,
        int rejected,
        int odd,
        String problem) {

    public boolean wentWell() {
        return problem.isEmpty();
    }
}

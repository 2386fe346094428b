package dev.paperboy.ingest;

import java.time.Instant;

/**
 * One look at a source.
 *
 * @param read rows seen, good and bad
 * @param problem why the run ended early, as a sentence; empty when it went well
 */
public record SourceRun(
        Instant startedAt, Instant finishedAt, int read, int added, int changed, int rejected, String problem) {

    public boolean wentWell() {
        return problem.isEmpty();
    }
}

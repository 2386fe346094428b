package dev.paperboy.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source as the operator sees it.
 *
 * @param underWay whether it is being looked at right now, by this node
 * @param runs the last ones, newest first
 * @param next when it is looked at next; empty before the first look
 * @param lastNews the last look that brought something new
 * @param stale whether that is so long ago that something is likely to be wrong
 * @param notes of the last run, in order
 */
public record SourceView(
        String name,
        String description,
        boolean underWay,
        List<SourceRun> runs,
        Optional<Instant> next,
        Optional<Instant> lastNews,
        boolean stale,
        List<RowNote> notes) {

    public Optional<SourceRun> last() {
        return runs.stream().findFirst();
    }
}

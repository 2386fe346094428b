package dev.paperboy.ingest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A source as the operator sees it.
 *
 * @param next when it is looked at next; empty before the first look
 * @param lastNews the last look that brought a new paper, as far back as runs are kept
 * @param stale whether that is so long ago that something is likely to be wrong
 * @param rejections of the last run, in order
 */
public record SourceView(
        String name,
        String description,
        Optional<SourceRun> last,
        Optional<Instant> next,
        Optional<Instant> lastNews,
        boolean stale,
        List<Rejection> rejections) {}

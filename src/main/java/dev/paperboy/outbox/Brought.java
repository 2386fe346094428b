package dev.paperboy.outbox;

import java.util.List;

/** The positions of an issue's entries that a reader has had of it, or is about to get. */
public record Brought(long readerId, long issueId, List<Integer> papers) {}

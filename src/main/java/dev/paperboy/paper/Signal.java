package dev.paperboy.paper;

import java.time.Instant;

/**
 * A count at a source at a moment. Kept only when it differs from the one before, so between two signals of a kind the count stood still.
 *
 * @param amount never negative
 */
public record Signal(PaperId paper, String source, SignalKind kind, Instant seenAt, int amount) {}

package dev.paperboy.outbox;

import java.time.Instant;

/**
 * Why nothing is leaving through a relay, since when, and when it is tried again.
 *
 * @param nextTry null where only a new start of the process helps
 */
public record RelayTrouble(String relay, String reason, Instant since, Instant nextTry) {}

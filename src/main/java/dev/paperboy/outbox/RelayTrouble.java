package dev.paperboy.outbox;

import java.time.Instant;

/** Why nothing is leaving, since when, and when the relay is tried again. */
public record RelayTrouble(String reason, Instant since, Instant nextTry) {}

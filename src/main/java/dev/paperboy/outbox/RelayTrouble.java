package dev.paperboy.outbox;

import java.time.Instant;

/** Why nothing is leaving through a relay, since when, and when it is tried again. */
public record RelayTrouble(String relay, String reason, Instant since, Instant nextTry) {}

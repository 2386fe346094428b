package dev.paperboy.outbox;

import java.time.Instant;

/** When the mails of an issue that wait are due: the first and the last of them. */
public record Departures(Instant first, Instant last) {}

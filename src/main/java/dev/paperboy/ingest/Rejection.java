package dev.paperboy.ingest;

/** A row that was not taken: where it stands and why. */
public record Rejection(String file, int line, String reason) {}

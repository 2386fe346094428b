package dev.paperboy.outbox;

/**
 * Mails of an issue that were tried and not taken, and are tried again.
 *
 * @param count how many, at least one
 * @param lastReply what that one of them met whose next try is the furthest away
 */
public record PutOff(long count, String lastReply) {}

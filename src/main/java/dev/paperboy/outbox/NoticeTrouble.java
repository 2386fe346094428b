package dev.paperboy.outbox;

/**
 * Notices that wait although they were tried.
 *
 * @param count how many, at least one
 * @param lastReply what that one of them met whose next try is the furthest away, as it is after the latest try
 */
public record NoticeTrouble(long count, String lastReply) {}

package dev.paperboy.rendering;

/**
 * A mail as people see it: the same content twice.
 *
 * @param subject one line, not encoded, at most {@value IssueMail#LONGEST_SUBJECT} characters for an issue
 * @param html    a whole document for {@code text/html}
 * @param text    for {@code text/plain}: lines end with LF and are about 76 characters long, addresses are never broken
 */
public record RenderedMail(String subject, String html, String text) {}

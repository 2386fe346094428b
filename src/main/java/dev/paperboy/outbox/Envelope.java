package dev.paperboy.outbox;

import dev.paperboy.kernel.EmailAddress;

/**
 * Between whom a mail travels (RFC 5321 §2.3.1).
 *
 * @param from where bounces go (MAIL FROM)
 * @param to the one recipient (RCPT TO)
 */
public record Envelope(EmailAddress from, EmailAddress to) {}

package dev.paperboy.outbox;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Sender;
import java.util.List;

/**
 * One mail, ready but for its encoding.
 *
 * @param messageId with its angle brackets; the same for every attempt at the same delivery
 */
public record OutgoingMail(
        Sender from,
        EmailAddress to,
        String subject,
        String html,
        String text,
        String messageId,
        List<MailHeader> headers) {}

package dev.paperboy.smtp;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Sender;
import dev.paperboy.outbox.MailHeader;
import dev.paperboy.outbox.OutgoingMail;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Mails to send in tests, and the morning they are sent on. */
final class Mails {

    static final Instant MORNING = Instant.parse("2026-11-23T06:30:05Z");
    static final Clock CLOCK = Clock.fixed(MORNING, ZoneOffset.UTC);
    static final Sender EDITORS = new Sender("Daily Papers", new EmailAddress("papers@example.org"));

    private Mails() {}

    static OutgoingMail to(String address) {
        return mail(address, "Ten papers for Monday", "<p>Good morning, <b>Ada</b>.</p>\n", "Good morning, Ada.\n");
    }

    static OutgoingMail mail(String address, String subject, String html, String text) {
        return new OutgoingMail(
                EDITORS, new EmailAddress(address), subject, html, text, "<d7.abc@example.org>", List.of());
    }

    static OutgoingMail with(OutgoingMail mail, MailHeader... headers) {
        return new OutgoingMail(
                mail.from(), mail.to(), mail.subject(), mail.html(), mail.text(), mail.messageId(), List.of(headers));
    }
}

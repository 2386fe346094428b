package dev.paperboy.smtp;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Courier;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Witness;

/** Mails to send in tests. */
final class Mails {

    /** A mail and where it goes. */
    record Mail(Envelope envelope, MailBuffer buffer) {

        DeliveryOutcome through(Courier.Line line) {
            return through(line, () -> true);
        }

        DeliveryOutcome through(Courier.Line line, Witness witness) {
            return line.send(envelope, buffer, witness);
        }
    }

    private Mails() {}

    static Mail to(String address) {
        return mail(address, "Good morning, Ada.\r\n");
    }

    /** @param body its lines, each with its CRLF */
    static Mail mail(String address, String body) {
        MailBuffer buffer = new MailBuffer();
        buffer.append("From: papers@example.org\r\n");
        buffer.append("Message-ID: <d7.abc@example.org>\r\n");
        buffer.beginBody();
        buffer.append(body);
        return new Mail(new Envelope(new EmailAddress("papers@example.org"), new EmailAddress(address)), buffer);
    }

    /** @param size of the body, at least, in bytes */
    static Mail bulky(String address, int size) {
        return mail(address, ("Another paper, and another one, and one more after that.\r\n").repeat(size / 58 + 1));
    }
}

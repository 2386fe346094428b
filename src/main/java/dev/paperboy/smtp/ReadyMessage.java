package dev.paperboy.smtp;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Envelope;
import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** Finished mails, one after the other, in the shape that the library's own way of sending takes; nothing is composed again. */
class ReadyMessage extends SMTPMessage {

    private final Runnable whenBroken;
    private MailBuffer mail;

    /** @param whenBroken called on a failure to write, before the library closes the connection */
    ReadyMessage(Session session, Runnable whenBroken) {
        super(session);
        this.whenBroken = whenBroken;
    }

    void carry(Envelope envelope, MailBuffer mail) {
        this.mail = mail;
        setEnvelopeFrom(envelope.from().value());
    }

    @Override
    public String getSubject() {
        return "";
    }

    @Override
    public void saveChanges() {
        // Would make up another Message-ID.
    }

    @Override
    public void writeTo(OutputStream out, String[] ignored) throws IOException {
        try {
            out.write(mail.array(), mail.start(), mail.length());
        } catch (IOException broken) {
            whenBroken.run();
            throw broken;
        }
    }
}

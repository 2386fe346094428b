package dev.paperboy.smtp;

import jakarta.mail.Session;
import java.io.IOException;
import java.io.OutputStream;
import org.eclipse.angus.mail.smtp.SMTPMessage;

/** A letter in the shape that the library's transport takes; nothing of it is composed or encoded again. */
class ReadyMessage extends SMTPMessage {

    private final Letter letter;

    ReadyMessage(Session session, Letter letter) {
        super(session);
        this.letter = letter;
        setEnvelopeFrom(letter.from().value());
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
        out.write(letter.bytes());
    }
}

package dev.paperboy.smtp;

import dev.paperboy.outbox.Envelope;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The commands up to DATA as one write (RFC 2920 §3.1). For one thread. */
final class CommandGroup {

    /** Twice the longest address in UTF-8, and the words around them. */
    private final byte[] bytes = new byte[4096];

    private int length;

    /** @param resetFirst whether the last mail may have left something behind (RSET) */
    void write(Envelope envelope, boolean resetFirst, boolean utf8, OutputStream out) throws IOException {
        length = 0;
        if (resetFirst) {
            add("RSET\r\n");
        }
        add("MAIL FROM:<");
        add(envelope.from().value());
        add(utf8 ? "> SMTPUTF8\r\n" : ">\r\n");
        add("RCPT TO:<");
        add(envelope.to().value());
        add(">\r\nDATA\r\n");
        out.write(bytes, 0, length);
    }

    private void add(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(encoded, 0, bytes, length, encoded.length);
        length += encoded.length;
    }
}

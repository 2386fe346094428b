package dev.paperboy.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.MailBuffer;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** A mail in bytes, read back by somebody else's parser. */
record WrittenMail(byte[] bytes) {

    WrittenMail(MailBuffer buffer) {
        this(buffer.copy());
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    MimeMessage parsed() {
        try {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }

    RenderedMail read() {
        try {
            var message = parsed();
            var parts = (MimeMultipart) message.getContent();
            assertThat(parts.getContentType()).startsWith("multipart/alternative");
            assertThat(parts.getCount()).isEqualTo(2);
            return new RenderedMail(
                    message.getSubject(),
                    content(parts.getBodyPart(1), "text/html"),
                    content(parts.getBodyPart(0), "text/plain"));
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(BodyPart part, String type) throws MessagingException, IOException {
        assertThat(part.isMimeType(type)).isTrue();
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        return ((String) part.getContent()).replace("\r\n", "\n");
    }

    /** Short ASCII lines that end in CRLF, with nothing in them that servers on the way damage; only addresses may be longer. */
    void assertSound() {
        assertThat(text()).matches("(?s)[\\r\\n -~]*").endsWith("--\r\n");
        assertThat(text().replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text()).as("no part ends in a soft break").doesNotContain("=\r\n\r\n--=_");
        assertThat(text().split("\r\n")).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(line.startsWith("List-Unsubscribe: ") ? 998 : 76);
            assertThat(line).doesNotEndWith(" ").doesNotStartWith(".").doesNotStartWith("From ");
        });
    }
}

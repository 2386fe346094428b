package dev.paperboy.testsupport;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** One reader's mails, read back from what arrived over SMTP, with a parser that is not ours. */
public record Inbox(String address) {

    /** A mail as its reader's client sees it. */
    public record Received(MimeMessage message, String text, String html) {

        /** Reads what came over the wire. */
        public static Received of(byte[] raw) {
            try {
                MimeMessage message = new MimeMessage(null, new ByteArrayInputStream(raw));
                MimeMultipart parts = (MimeMultipart) message.getContent();
                return new Received(
                        message,
                        parts.getBodyPart(0).getContent().toString(),
                        parts.getBodyPart(1).getContent().toString());
            } catch (MessagingException | IOException invalid) {
                throw new AssertionError("a mail is not valid MIME", invalid);
            }
        }

        public String subject() {
            return header("Subject");
        }

        public String header(String name) {
            try {
                return name.equals("Subject") ? message.getSubject() : message.getHeader(name, null);
            } catch (MessagingException unreadable) {
                throw new IllegalStateException(unreadable);
            }
        }

        /** The first link to this page, as a path. */
        public String link(String page) {
            Matcher found = Pattern.compile("http://localhost:8080(/" + page + "/[A-Za-z0-9_-]+)")
                    .matcher(text);
            if (!found.find()) {
                throw new AssertionError("no link to " + page + " in:\n" + text);
            }
            return found.group(1);
        }
    }

    public List<Received> mails() {
        List<Map<String, Object>> all =
                given().get("/mailbox/messages").jsonPath().getList("$");
        return all.stream()
                .filter(mail -> mail.get("to").equals(address))
                .map(mail -> read((Integer) mail.get("n")))
                .toList();
    }

    /** The nth mail, counted from 1, as soon as it is there. */
    public Received await(int nth) {
        Awaitility.await().atMost(120, SECONDS).until(() -> mails().size() >= nth);
        return mails().get(nth - 1);
    }

    private static Received read(int number) {
        return Received.of(given().get("/mailbox/" + number + "/raw").asByteArray());
    }
}

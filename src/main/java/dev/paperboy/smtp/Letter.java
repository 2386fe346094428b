package dev.paperboy.smtp;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.outbox.MailHeader;
import dev.paperboy.outbox.OutgoingMail;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mail in the bytes that go over the wire, before dot-stuffing: text and HTML as multipart/alternative,
 * quoted-printable. The same mail gives the same bytes but for its Date, so that a second attempt is recognisable as
 * one. Written by hand and not through {@code MimeMessage}, which takes a millisecond and half a megabyte for each.
 *
 * @param from where bounces go (MAIL FROM)
 * @param to the one recipient (RCPT TO)
 */
record Letter(EmailAddress from, EmailAddress to, byte[] bytes) {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final Pattern MESSAGE_ID = Pattern.compile("<[!-;=?A-~]+@[!-;=?A-~]+>");
    private static final Set<String> OURS = Set.of("date", "from", "to", "subject", "message-id", "mime-version");

    /** Throws {@link IllegalArgumentException} for a header that is not one. */
    static Letter of(OutgoingMail mail, Instant sentAt) {
        if (!MESSAGE_ID.matcher(mail.messageId()).matches()) {
            throw new IllegalArgumentException(
                    "not a Message-ID: " + mail.messageId().replaceAll("\\p{Cntrl}", "?"));
        }
        String boundary = boundary(mail.messageId());
        int guess = mail.html().length() * 5 / 4 + mail.text().length() + 2048;
        ByteArrayOutputStream out = new ByteArrayOutputStream(guess);
        write(out, header(mail, sentAt, boundary) + "\r\n");
        writePart(out, boundary, "text/plain", mail.text());
        writePart(out, boundary, "text/html", mail.html());
        write(out, "--" + boundary + "--\r\n");
        return new Letter(mail.from().address(), mail.to(), out.toByteArray());
    }

    private static String header(OutgoingMail mail, Instant sentAt, String boundary) {
        HeaderLines lines = new HeaderLines()
                .add("Date", DATE.format(sentAt))
                .addSender("From", mail.from())
                .addAddress("To", mail.to().value())
                .add("Subject", mail.subject())
                .add("Message-ID", mail.messageId());
        for (MailHeader extra : mail.headers()) {
            String name = extra.name().toLowerCase(Locale.ROOT);
            if (OURS.contains(name) || name.startsWith("content-")) {
                throw new IllegalArgumentException("header " + extra.name() + " is written by the courier");
            }
            lines.add(extra.name(), extra.value());
        }
        return lines.add("MIME-Version", "1.0")
                .add("Content-Type", "multipart/alternative; boundary=\"" + boundary + "\"")
                .toString();
    }

    private static void writePart(ByteArrayOutputStream out, String boundary, String type, String text) {
        write(
                out,
                "--" + boundary + "\r\nContent-Type: " + type
                        + "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        new QuotedPrintable(text).writeTo(out);
        write(out, "\r\n");
    }

    private static void write(ByteArrayOutputStream out, String lines) {
        out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
    }

    /** "=_" never occurs in quoted-printable text, and the rest is the mail's own. */
    private static String boundary(String messageId) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
            return "=_" + HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean addressesNeedUtf8() {
        return !StandardCharsets.US_ASCII.newEncoder().canEncode(from.value() + to.value());
    }
}

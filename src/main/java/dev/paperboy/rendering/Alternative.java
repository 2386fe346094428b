package dev.paperboy.rendering;

import dev.paperboy.kernel.MailBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The frame of a mail in two formats, multipart/alternative (RFC 2046 §5.1.4), encoded once. */
final class Alternative {

    private final byte[] fields;
    private final byte[] text;
    private final byte[] html;
    private final byte[] end;

    /** @param name letters, digits and hyphens; the "=_" before it never occurs in quoted-printable text */
    Alternative(String name) {
        var boundary = "=_" + name;
        this.fields =
                ascii("MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"" + boundary + "\"\r\n");
        this.text = ascii(opening(boundary, "text/plain"));
        this.html = ascii("\r\n" + opening(boundary, "text/html"));
        this.end = ascii("\r\n--" + boundary + "--\r\n");
    }

    private static String opening(String boundary, String type) {
        return "--" + boundary + "\r\nContent-Type: " + type
                + "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    }

    /** Ends the header; the text comes next. */
    void beginText(MailBuffer mail) {
        mail.append(fields);
        mail.beginBody();
        mail.append(text);
    }

    void beginHtml(MailBuffer mail) {
        dropSoftBreak(mail);
        mail.append(html);
    }

    void end(MailBuffer mail) {
        dropSoftBreak(mail);
        mail.append(end);
    }

    /** A part must not end in a soft break (RFC 2045 §6.7, note on the last character). */
    private static void dropSoftBreak(MailBuffer mail) {
        int start = mail.end() - QuotedPrintable.SOFT_BREAK.length;
        if (Arrays.equals(
                mail.array(), start, mail.end(), QuotedPrintable.SOFT_BREAK, 0, QuotedPrintable.SOFT_BREAK.length)) {
            mail.cutAt(start);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.paperboy.rendering;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Sender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The header of many mails that differ in a few fields: all others are encoded once. Safe for use by many threads. */
final class MailHead {

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "'Date: 'EEE, d MMM uuuu HH:mm:ss Z'\r\n'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final byte[] MESSAGE_ID = ascii("Message-ID: ");
    private static final byte[] LIST_UNSUBSCRIBE = ascii("List-Unsubscribe: <");
    private static final byte[] URL_END = ascii(">\r\n");
    private static final byte[] LINE_END = ascii("\r\n");
    private static final int LONGEST_URL = 900;

    private final byte[] from;
    private final byte[] constant;
    private volatile Stamp latest = new Stamp(Long.MIN_VALUE, null);

    /** @param constant fields that are the same in all of these mails, whole lines each */
    MailHead(Sender from, List<byte[]> constant) {
        this.from = HeaderLine.sender("From", from);
        var lines = new ByteArrayOutputStream();
        constant.forEach(lines::writeBytes);
        this.constant = lines.toByteArray();
    }

    /** The Date field of one second; many mails leave in the same. */
    private record Stamp(long second, byte[] line) {}

    /**
     * Writes the header but for what belongs to the body.
     *
     * @param subject the whole field
     * @param unsubscribeUrl where one press leaves the list (RFC 8058); empty for a mail that is not of a list
     */
    void appendTo(MailBuffer mail, Letterhead letterhead, byte[] subject, String unsubscribeUrl) {
        if (!standsInBrackets(unsubscribeUrl)) {
            throw new IllegalArgumentException("not an address for a header: " + ForeignText.oneLine(unsubscribeUrl));
        }
        mail.append(date(letterhead.date()));
        mail.append(from);
        mail.append(HeaderLine.address("To", letterhead.to()));
        mail.append(subject);
        mail.append(MESSAGE_ID);
        mail.append(letterhead.messageId());
        mail.append(LINE_END);
        if (!unsubscribeUrl.isEmpty()) {
            mail.append(LIST_UNSUBSCRIBE);
            mail.append(unsubscribeUrl);
            mail.append(URL_END);
        }
        mail.append(constant);
    }

    private static boolean standsInBrackets(String url) {
        for (int i = 0; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c <= ' ' || c > '~' || c == '<' || c == '>') {
                return false;
            }
        }
        return url.length() <= LONGEST_URL;
    }

    private byte[] date(Instant date) {
        var known = latest;
        if (known.second() != date.getEpochSecond()) {
            known = new Stamp(date.getEpochSecond(), ascii(DATE.format(date)));
            latest = known;
        }
        return known.line();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

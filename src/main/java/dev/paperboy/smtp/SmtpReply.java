package dev.paperboy.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * What the relay answered.
 *
 * @param code three digits, or -1 when what came was no SMTP reply
 * @param lines all of it, as it came
 */
record SmtpReply(int code, String lines) {

    private static final int LONGEST = 300;

    SmtpReply {
        lines = readable(lines);
    }

    /** The library takes each byte for a letter (ISO 8859-1), where a relay that goes beyond ASCII nearly always means UTF-8 (RFC 6531 §3.7.4.2). */
    private static String readable(String lines) {
        char highest = 0;
        for (int i = 0; i < lines.length(); i++) {
            highest = (char) Math.max(highest, lines.charAt(i));
        }
        if (highest < 0x80 || highest > 0xFF) {
            return lines;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(lines.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return lines;
        }
    }

    boolean accepts() {
        return code >= 200 && code < 300;
    }

    boolean goesAhead() {
        return code == 354;
    }

    boolean defers() {
        return code >= 400 && code < 500;
    }

    boolean refuses() {
        return code >= 500 && code < 600;
    }

    /** The relay hangs up after this one (RFC 5321 §3.8). */
    boolean hangsUp() {
        return code == 421;
    }

    /** Not about the mail but about who we are (RFC 4954 §6). */
    boolean asksForSignIn() {
        return code == 530 || code == 534 || code == 535 || code == 538;
    }

    /** One line of at most 300 characters, with the code. */
    String text() {
        return oneLine(lines);
    }

    static String oneLine(String lines) {
        int end = lines.endsWith("\n") ? lines.length() - 1 : lines.length();
        if (end <= LONGEST && isTidy(lines, end)) {
            return lines.substring(0, end);
        }
        String line = lines.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    /** The usual reply; every accepted mail has one. */
    private static boolean isTidy(String line, int end) {
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (c < ' ' || c > '~' || c == ' ' && (i == 0 || i + 1 == end || line.charAt(i - 1) == ' ')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text();
    }
}

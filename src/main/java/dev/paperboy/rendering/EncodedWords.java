package dev.paperboy.rendering;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Foreign words for a header, as encoded words (RFC 2047): none is longer than 75 characters and none ends within a character. */
final class EncodedWords {

    private static final int LONGEST = 75;
    private static final String Q_OPENING = "=?UTF-8?Q?";
    private static final String B_OPENING = "=?UTF-8?B?";
    private static final String END = "?=";
    private static final int MARKS = Q_OPENING.length() + END.length();

    /** Room for one character of four bytes in either encoding. */
    private static final int LEAST_ROOM = 12;

    /** What may stand for itself in a phrase too (RFC 2047 §5, rule 3), so that one encoding fits all places. */
    private static final String PLAIN = "!*+-/";

    private EncodedWords() {}

    /** Adds the text to a line that is folded where it gets too long. */
    static void appendTo(FoldedLine line, String text) {
        // Mostly plain words stay readable in the raw mail.
        boolean quoted = text.chars().filter(c -> c > '~').count() * 2 <= text.length();
        int from = 0;
        while (from < text.length()) {
            int room = Math.min(LONGEST, line.room()) - MARKS;
            if (room < LEAST_ROOM) {
                room = LONGEST - MARKS;
            }
            int end = from;
            while (end < text.length()) {
                int next = text.offsetByCodePoints(end, 1);
                if (length(text.substring(from, next), quoted) > room) {
                    break;
                }
                end = next;
            }
            line.add(encoded(text.substring(from, end), quoted));
            from = end;
        }
    }

    private static int length(String text, boolean quoted) {
        return quoted ? quotedLength(text) : (utf8(text).length + 2) / 3 * 4;
    }

    private static int quotedLength(String text) {
        int length = 0;
        for (byte b : utf8(text)) {
            length += plain(b) || b == ' ' ? 1 : 3;
        }
        return length;
    }

    private static String encoded(String text, boolean quoted) {
        return quoted
                ? Q_OPENING + quoted(text) + END
                : B_OPENING + Base64.getEncoder().encodeToString(utf8(text)) + END;
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder(LONGEST);
        for (byte b : utf8(text)) {
            if (b == ' ') {
                quoted.append('_');
            } else if (plain(b)) {
                quoted.append((char) b);
            } else {
                quoted.append('=').append("%02X".formatted(b));
            }
        }
        return quoted.toString();
    }

    private static boolean plain(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || PLAIN.indexOf(b) >= 0;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.paperboy.rendering;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * UTF-8 text as quoted-printable (RFC 2045 §6.7): lines of at most 76 characters, every line end CRLF. A dot or "From "
 * at the start of a line is escaped too, because old servers on the way damage both.
 *
 * <p>Every encoded text begins at the start of a line and ends with the end of one, a soft one where the text does not end with a line
 * break. So encoded texts put one behind the other are the encoded text of what they stand for.
 */
final class QuotedPrintable {

    /** What an encoded text ends with where the text has no line break. */
    static final byte[] SOFT_BREAK = {'=', '\r', '\n'};

    private static final int WIDTH = 76;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private QuotedPrintable() {}

    static byte[] encoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream(bytes.length + bytes.length / 16 + 16);
        byte[] line = new byte[WIDTH + 2];
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (endsLine(bytes, i)) {
                boolean pair = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
                i += pair ? 1 : 0;
                column = endLine(out, line, column);
                continue;
            }
            boolean last = i + 1 < bytes.length && endsLine(bytes, i + 1);
            if (column + (plain(bytes, i, column) ? 1 : 3) > (last ? WIDTH : WIDTH - 1)) {
                line[column++] = '=';
                column = endLine(out, line, column);
            }
            if (plain(bytes, i, column)) {
                line[column++] = bytes[i];
            } else {
                line[column++] = '=';
                line[column++] = HEX[(bytes[i] >> 4) & 0xF];
                line[column++] = HEX[bytes[i] & 0xF];
            }
        }
        if (column > 0) {
            line[column++] = '=';
            endLine(out, line, column);
        }
        return out.toByteArray();
    }

    private static boolean endsLine(byte[] bytes, int i) {
        return bytes[i] == '\r' || bytes[i] == '\n';
    }

    private static int endLine(ByteArrayOutputStream out, byte[] line, int length) {
        line[length] = '\r';
        line[length + 1] = '\n';
        out.write(line, 0, length + 2);
        return 0;
    }

    private static boolean plain(byte[] bytes, int i, int column) {
        byte b = bytes[i];
        if (b == ' ' || b == '\t') {
            return i + 1 < bytes.length && !endsLine(bytes, i + 1);
        }
        if (column == 0 && (b == '.' || startsFrom(bytes, i))) {
            return false;
        }
        return b > ' ' && b <= '~' && b != '=';
    }

    private static boolean startsFrom(byte[] bytes, int i) {
        return bytes[i] == 'F'
                && i + 4 < bytes.length
                && bytes[i + 1] == 'r'
                && bytes[i + 2] == 'o'
                && bytes[i + 3] == 'm'
                && bytes[i + 4] == ' ';
    }

    /** What {@link #encoded} was made of, with LF at the ends of lines. Reads nothing but its own work. */
    static String decoded(byte[] encoded) {
        byte[] bytes = new byte[encoded.length];
        int length = 0;
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '\r') {
                continue;
            }
            if (encoded[i] != '=') {
                bytes[length++] = encoded[i];
                continue;
            }
            if (encoded[i + 1] != '\r') {
                bytes[length++] =
                        (byte) (Character.digit(encoded[i + 1], 16) << 4 | Character.digit(encoded[i + 2], 16));
            }
            i += 2;
        }
        return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
    }
}

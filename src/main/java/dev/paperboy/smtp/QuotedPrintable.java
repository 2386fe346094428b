package dev.paperboy.smtp;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8 text as quoted-printable (RFC 2045 §6.7): lines of at most 76 characters, every line end CRLF. A dot or "From "
 * at the start of a line is escaped too, because old servers on the way damage both.
 */
record QuotedPrintable(String text) {

    private static final int LAST_COLUMN = 75;
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    void writeTo(ByteArrayOutputStream out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] line = new byte[LAST_COLUMN + 3];
        int column = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (endsLine(bytes, i)) {
                boolean pair = bytes[i] == '\r' && i + 1 < bytes.length && bytes[i + 1] == '\n';
                i += pair ? 1 : 0;
                column = endLine(out, line, column);
                continue;
            }
            if (column + (plain(bytes, i, column) ? 1 : 3) > LAST_COLUMN) {
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
        out.write(line, 0, column);
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

    private static boolean endsLine(byte[] bytes, int i) {
        return bytes[i] == '\r' || bytes[i] == '\n';
    }

    private static boolean startsFrom(byte[] bytes, int i) {
        return bytes[i] == 'F'
                && i + 4 < bytes.length
                && bytes[i + 1] == 'r'
                && bytes[i + 2] == 'o'
                && bytes[i + 3] == 'm'
                && bytes[i + 4] == ' ';
    }
}

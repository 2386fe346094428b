package dev.paperboy.kernel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one mail (RFC 5322, every line ending in CRLF, not dot-stuffed) while it is composed, signed and sent. Its worker uses it
 * again for the next mail, so that a mail costs no allocation of its own size. Not for several threads.
 */
public final class MailBuffer {

    /** Room in front for fields that can only be written when everything else is there, such as signatures. */
    private static final int HEADROOM = 4096;

    private static final byte[] LINE_END = {'\r', '\n'};

    private byte[] bytes = new byte[64 * 1024];
    private int start = HEADROOM;
    private int body = -1;
    private int end = HEADROOM;

    public void clear() {
        start = HEADROOM;
        body = -1;
        end = HEADROOM;
    }

    public void append(byte[] piece) {
        append(piece, 0, piece.length);
    }

    public void append(byte[] piece, int from, int length) {
        if (length > bytes.length - end) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + length));
        }
        System.arraycopy(piece, from, bytes, end, length);
        end += length;
    }

    /** @param text ASCII; anything else becomes a question mark */
    public void append(String text) {
        append(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Ends the header: writes the empty line and remembers that the body begins here. */
    public void beginBody() {
        append(LINE_END);
        body = end;
    }

    /**
     * Puts header fields before all others.
     *
     * @param fields whole lines, each ending in CRLF
     */
    public void prepend(byte[] fields) {
        if (fields.length > start) {
            throw new IllegalArgumentException("no room for " + fields.length + " bytes before the header");
        }
        start -= fields.length;
        System.arraycopy(fields, 0, bytes, start, fields.length);
    }

    /** Drops what was appended after this place, such as the dot that ends the mail on the wire. */
    public void cutAt(int end) {
        this.end = end;
    }

    /** The array behind it; the mail is what lies from {@link #start()} to {@link #end()}. */
    public byte[] array() {
        return bytes;
    }

    public int start() {
        return start;
    }

    /** Where the body begins, behind the empty line; -1 while the header is open. */
    public int bodyStart() {
        return body;
    }

    public int end() {
        return end;
    }

    public int length() {
        return end - start;
    }

    public byte[] copy() {
        return Arrays.copyOfRange(bytes, start, end);
    }
}

package dev.paperboy.smtp;

import dev.paperboy.kernel.MailBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Puts mails on the wire: dot-stuffed where they have to be, and ended by the dot (RFC 5321 §4.5.2). For one thread. */
final class Wire {

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SIXTEEN_EACH = 0x1010101010101010L;
    private static final long TOP_BIT_EACH = 0x8080808080808080L;
    private static final byte[] END = {'.', '\r', '\n'};

    private byte[] stuffed = {};

    /**
     * Looks at every byte before anything is sent. A line end that one server takes for one and the next does not lets a mail smuggle
     * another one in, so only whole CRLF may pass.
     *
     * @return how many lines begin with a dot
     * @throws IllegalArgumentException for a bare CR or LF, a NUL, or a mail that does not end in CRLF
     */
    static int check(MailBuffer mail) {
        byte[] bytes = mail.array();
        int start = mail.start();
        int end = mail.end();
        if (end - start < 2 || bytes[end - 2] != '\r' || bytes[end - 1] != '\n') {
            throw new IllegalArgumentException("the mail does not end in CRLF");
        }
        int dots = bytes[start] == '.' ? 1 : 0;
        int at = nextControl(bytes, start, end);
        while (at < end) {
            byte found = bytes[at++];
            if (found == '\r' && at < end && bytes[at] == '\n') {
                at++;
                dots += at < end && bytes[at] == '.' ? 1 : 0;
            } else if (found == '\r' || found == '\n' || found == 0) {
                String what = found == 0 ? "NUL" : found == '\r' ? "CR without LF" : "LF without CR";
                throw new IllegalArgumentException("the mail has a " + what + " at byte " + (at - 1 - start));
            }
            at = nextControl(bytes, at, end);
        }
        return dots;
    }

    /** Of eight bytes at a time, the lowest whose value is below sixteen keeps its top bit; nothing else does before it. */
    private static int nextControl(byte[] bytes, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            long below = (eight - SIXTEEN_EACH) & ~eight & TOP_BIT_EACH;
            if (below != 0) {
                return at + (Long.numberOfTrailingZeros(below) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < end && (bytes[at] & 0xF0) != 0) {
            at++;
        }
        return at;
    }

    /**
     * Writes the whole mail and the dot that ends it in one go.
     *
     * @param dots what {@link #check} counted
     */
    void writeAll(MailBuffer mail, int dots, OutputStream out) throws IOException {
        if (dots > 0) {
            int length = stuff(mail, dots);
            out.write(stuffed, 0, length);
            return;
        }
        int end = mail.end();
        try {
            mail.append(END);
            out.write(mail.array(), mail.start(), mail.length());
        } finally {
            mail.cutAt(end);
        }
    }

    void writeEnd(OutputStream out) throws IOException {
        out.write(END);
    }

    private int stuff(MailBuffer mail, int dots) {
        int needed = mail.length() + dots + END.length;
        if (stuffed.length < needed) {
            stuffed = new byte[needed + needed / 4];
        }
        byte[] bytes = mail.array();
        int to = 0;
        byte before = '\n';
        for (int at = mail.start(); at < mail.end(); at++) {
            if (before == '\n' && bytes[at] == '.') {
                stuffed[to++] = '.';
            }
            before = bytes[at];
            stuffed[to++] = before;
        }
        System.arraycopy(END, 0, stuffed, to, END.length);
        return to + END.length;
    }
}

package dev.paperboy.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;

/**
 * The hash of a body in relaxed canonicalisation (RFC 6376 §3.4.4), in one pass over the bytes where they lie: blanks at the
 * end of a line are dropped, other runs of blanks become one space, empty lines at the end are dropped, and what is left ends
 * in CRLF. A body with nothing left hashes as nothing at all.
 */
final class BodyHash {

    /** Runs shorter than this are gathered first, because each call of a native digest costs as much as hashing them. */
    private static final int DIRECT = 1024;

    /** The first in the lowest bits. */
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONE_EACH = 0x0101_0101_0101_0101L;
    private static final long TOP_BIT_EACH = 0x80 * ONE_EACH;

    private final MessageDigest digest;
    private final byte[] gathered = new byte[4 * DIRECT];
    private int used;

    BodyHash(MessageDigest digest) {
        this.digest = digest;
    }

    /** Writes the 32 octets of SHA-256 to the start of {@code hash}. */
    void of(byte[] bytes, int from, int end, byte[] hash) throws DigestException {
        digest.reset();
        used = 0;
        int run = from;
        int at = from;
        boolean empty = true;
        while (at < end) {
            at = behindPlain(bytes, at, end);
            byte octet = bytes[at];
            if (octet > ' ' || octet < 0) {
                at++;
            } else if (octet == ' ' && at + 1 < end && isVisible(bytes[at + 1])) {
                at += 2;
            } else if (isLineEnd(bytes, at, end) && at + 2 < end && isVisible(bytes[at + 2])) {
                at += 3;
            } else if (isBlank(octet) || isLineEnd(bytes, at, end)) {
                int next = behindBlanks(bytes, at, end);
                empty &= at == run && next == end;
                put(bytes, run, at);
                if (next < end) {
                    putBlanks(bytes, at, next);
                }
                run = next;
                at = next;
            } else {
                at++;
            }
        }
        empty &= run == end;
        put(bytes, run, end);
        if (!empty) {
            put((byte) '\r');
            put((byte) '\n');
        }
        digest.update(gathered, 0, used);
        digest.digest(hash, 0, digest.getDigestLength());
    }

    /**
     * Passes over what stays as it is: visible octets, and single spaces before one. Looking at eight together takes half the time of
     * looking at each.
     *
     * @return where something else may be, before the end
     */
    private static int behindPlain(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES < end; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            long next = (long) EIGHT_BYTES.get(bytes, at + 1);
            long other = ~visible(eight) & (~visible(next) | notSpaces(eight)) & TOP_BIT_EACH;
            if (other != 0) {
                return at + Long.numberOfTrailingZeros(other) / Byte.SIZE;
            }
        }
        return at;
    }

    /** Sets the high bit of every octet above the space, as {@link #isVisible} does for one. */
    private static long visible(long octets) {
        return (octets & ~TOP_BIT_EACH) + (0x7f - ' ') * ONE_EACH | octets;
    }

    private static long notSpaces(long octets) {
        long others = octets ^ ' ' * ONE_EACH;
        return (others & ~TOP_BIT_EACH) + 0x7f * ONE_EACH | others;
    }

    /** Passes over blanks and line ends, of which there may be any number. */
    private static int behindBlanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end) {
            if (isBlank(bytes[at])) {
                at++;
            } else if (isLineEnd(bytes, at, end)) {
                at += 2;
            } else {
                return at;
            }
        }
        return end;
    }

    /** What remains of blanks and line ends that something follows: the line ends, and one space behind the last. */
    private void putBlanks(byte[] bytes, int from, int to) {
        boolean blank = false;
        for (int at = from; at < to; at++) {
            if (bytes[at] == '\r') {
                put((byte) '\r');
                put((byte) '\n');
                blank = false;
                at++;
            } else {
                blank = true;
            }
        }
        if (blank) {
            put((byte) ' ');
        }
    }

    private void put(byte octet) {
        if (used == gathered.length) {
            flush();
        }
        gathered[used++] = octet;
    }

    private void put(byte[] bytes, int from, int to) {
        int count = to - from;
        if (count > gathered.length - used || count >= DIRECT) {
            flush();
        }
        if (count >= DIRECT) {
            digest.update(bytes, from, count);
        } else {
            System.arraycopy(bytes, from, gathered, used, count);
            used += count;
        }
    }

    private void flush() {
        digest.update(gathered, 0, used);
        used = 0;
    }

    private static boolean isVisible(byte octet) {
        return octet > ' ' || octet < 0;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isLineEnd(byte[] bytes, int at, int end) {
        return bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
    }
}

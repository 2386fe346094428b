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
    void of(byte[] bytes, int from, int to, byte[] hash) throws DigestException {
        digest.reset();
        used = 0;
        int end = behindText(bytes, from, to);
        int run = from;
        int at = behindPlain(bytes, from, end);
        while (at < end) {
            if (isBlank(bytes[at])) {
                put(bytes, run, at);
                run = behindBlanks(bytes, at, end);
                if (!isLineEnd(bytes, run, end)) {
                    put((byte) ' ');
                }
                at = run;
            } else {
                at++;
            }
            at = behindPlain(bytes, at, end);
        }
        put(bytes, run, end);
        if (end > from) {
            put((byte) '\r');
            put((byte) '\n');
        }
        digest.update(gathered, 0, used);
        digest.digest(hash, 0, digest.getDigestLength());
    }

    /** Where nothing follows any more but blanks and line ends. */
    private static int behindText(byte[] bytes, int from, int to) {
        int end = to;
        while (end > from) {
            if (isBlank(bytes[end - 1])) {
                end--;
            } else if (end - from > 1 && isLineEnd(bytes, end - 2, end)) {
                end -= 2;
            } else {
                return end;
            }
        }
        return end;
    }

    /**
     * Passes over what stays as it is: visible octets, line ends, and single spaces before something visible. Looking at eight together
     * takes a fraction of the time of looking at each.
     *
     * @return where something else may be
     */
    private static int behindPlain(byte[] bytes, int from, int end) {
        int at = from;
        for (; at + Long.BYTES < end; at += Long.BYTES) {
            long eight = (long) EIGHT_BYTES.get(bytes, at);
            long next = (long) EIGHT_BYTES.get(bytes, at + 1);
            long spaceBeforeBlank = above('\r', eight) & ~above(' ', eight) & ~above(' ', next);
            long other = (~above('\t', eight) | spaceBeforeBlank) & TOP_BIT_EACH;
            if (other != 0) {
                return at + Long.numberOfTrailingZeros(other) / Byte.SIZE;
            }
        }
        return at;
    }

    /** Sets the high bit of every octet above this one, which is below 128. */
    private static long above(int octet, long octets) {
        return (octets & ~TOP_BIT_EACH) + (0x7f - octet) * ONE_EACH | octets;
    }

    private static int behindBlanks(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && isBlank(bytes[at])) {
            at++;
        }
        return at;
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

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isLineEnd(byte[] bytes, int at, int end) {
        return bytes[at] == '\r' && at + 1 < end && bytes[at + 1] == '\n';
    }
}

package dev.paperboy.dkim;

import java.util.Arrays;

/** The header fields of one mail, found where they lie; the next mail takes their place. */
final class HeaderFields {

    private byte[] bytes = {};
    private int[] starts = new int[64];
    private int[] nameEnds = new int[64];
    private int[] ends = new int[64];
    private int count;

    /** @param end behind the line end of the last field */
    void read(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.count = 0;
        int at = start;
        while (at < end) {
            int next = behindField(bytes, at, end);
            add(at, next);
            at = next;
        }
    }

    /** A line that begins with a blank goes on with the field above it (RFC 5322 §2.2.3). */
    private static int behindField(byte[] bytes, int from, int end) {
        for (int at = from; at + 1 < end; at++) {
            if (bytes[at] == '\r'
                    && bytes[at + 1] == '\n'
                    && (at + 2 >= end || bytes[at + 2] != ' ' && bytes[at + 2] != '\t')) {
                return at + 2;
            }
        }
        return end;
    }

    private void add(int start, int end) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
            nameEnds = Arrays.copyOf(nameEnds, count * 2);
            ends = Arrays.copyOf(ends, count * 2);
        }
        int colon = start;
        while (colon < end && bytes[colon] != ':') {
            colon++;
        }
        int nameEnd = colon;
        while (nameEnd > start && isBlank(bytes[nameEnd - 1])) {
            nameEnd--;
        }
        starts[count] = start;
        nameEnds[count] = nameEnd;
        ends[count] = end;
        count++;
    }

    /**
     * Appends every field of this name in relaxed canonicalisation, the lowest first (RFC 6376 §5.4.2).
     *
     * @return how many there are
     */
    int appendAll(String name, Draft out) {
        int found = 0;
        for (int i = count - 1; i >= 0; i--) {
            if (isNamed(i, name)) {
                appendRelaxed(bytes, starts[i], ends[i], out);
                out.append("\r\n");
                found++;
            }
        }
        return found;
    }

    private boolean isNamed(int field, String name) {
        if (nameEnds[field] - starts[field] != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (lowerCase(bytes[starts[field] + i]) != lowerCase((byte) name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** One field in relaxed canonicalisation (RFC 6376 §3.4.2), without the line end. */
    static void appendRelaxed(byte[] bytes, int start, int end, Draft out) {
        int at = start;
        for (; at < end && bytes[at] != ':'; at++) {
            if (!isBlank(bytes[at])) {
                out.append(lowerCase(bytes[at]));
            }
        }
        out.append((byte) ':');
        boolean begun = false;
        boolean blank = false;
        for (at++; at < end; at++) {
            byte octet = bytes[at];
            if (isBlank(octet) || octet == '\r' || octet == '\n') {
                blank = true;
            } else {
                if (blank && begun) {
                    out.append((byte) ' ');
                }
                out.append(octet);
                begun = true;
                blank = false;
            }
        }
    }

    private static byte lowerCase(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 32) : octet;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}

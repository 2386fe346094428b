package dev.paperboy.dkim;

import java.util.Arrays;

/** Bytes in the making, in an array that stays for the next time. */
final class Draft {

    private byte[] bytes = new byte[4096];
    private int length;

    void clear() {
        length = 0;
    }

    void append(byte octet) {
        if (length == bytes.length) {
            grow(1);
        }
        bytes[length++] = octet;
    }

    /** @param ascii nothing else survives */
    void append(String ascii) {
        if (ascii.length() > bytes.length - length) {
            grow(ascii.length());
        }
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
    }

    void append(byte[] piece, int from, int count) {
        if (count > bytes.length - length) {
            grow(count);
        }
        System.arraycopy(piece, from, bytes, length, count);
        length += count;
    }

    private void grow(int count) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }
}

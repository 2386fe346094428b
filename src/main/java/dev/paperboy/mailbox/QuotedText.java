package dev.paperboy.mailbox;

import java.io.ByteArrayOutputStream;

/** Quoted-printable, read forgivingly: an escape that is none stays as it is. */
record QuotedText(byte[] encoded) {

    byte[] decoded() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int softBreak = encoded[i] == '=' ? softBreakAt(i) : 0;
            int octet = encoded[i] == '=' ? octetAt(i) : -1;
            if (softBreak > 0) {
                i += softBreak;
            } else if (octet >= 0) {
                out.write(octet);
                i += 2;
            } else {
                out.write(encoded[i]);
            }
        }
        return out.toByteArray();
    }

    /** How many bytes after the sign belong to a soft line break; 0 when it is none. */
    private int softBreakAt(int sign) {
        int i = sign + 1;
        while (i < encoded.length && (encoded[i] == ' ' || encoded[i] == '\t')) {
            i++;
        }
        if (i < encoded.length && encoded[i] == '\n') {
            return i - sign;
        }
        boolean crLf = i + 1 < encoded.length && encoded[i] == '\r' && encoded[i + 1] == '\n';
        return crLf ? i + 1 - sign : 0;
    }

    private int octetAt(int sign) {
        if (sign + 2 >= encoded.length) {
            return -1;
        }
        int high = Character.digit(encoded[sign + 1], 16);
        int low = Character.digit(encoded[sign + 2], 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}

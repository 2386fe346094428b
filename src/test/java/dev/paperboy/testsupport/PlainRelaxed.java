package dev.paperboy.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Relaxed canonicalisation as RFC 6376 §3.4 words it, one rule after the other, to compare the quick one with. */
public final class PlainRelaxed {

    private PlainRelaxed() {}

    public static byte[] body(byte[] body) {
        String text = new String(body, StandardCharsets.ISO_8859_1)
                .replaceAll("[ \t]+(?=\r\n|\\z)", "")
                .replaceAll("[ \t]+", " ");
        while (text.endsWith("\r\n")) {
            text = text.substring(0, text.length() - 2);
        }
        return (text.isEmpty() ? "" : text + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param field with its line ends, but for the last */
    public static String header(String field) {
        String unfolded = field.replaceAll("\r\n(?=[ \t])", "");
        int colon = unfolded.indexOf(':');
        return unfolded.substring(0, colon).strip().toLowerCase(Locale.ROOT) + ":"
                + unfolded.substring(colon + 1).replaceAll("[ \t]+", " ").strip();
    }
}

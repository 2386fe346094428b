package dev.paperboy.testsupport;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One mail as a server read it.
 *
 * @param to the recipients that were not turned down
 * @param raw as it came over the wire, without the dot that ended it
 */
public record ReceivedMail(String from, List<String> to, byte[] raw) {

    /** With dot-stuffing undone, one character a byte. */
    public String text() {
        String lines = "\r\n" + new String(raw, StandardCharsets.ISO_8859_1);
        return lines.replace("\r\n.", "\r\n").substring(2);
    }

    public byte[] bytes() {
        return text().getBytes(StandardCharsets.ISO_8859_1);
    }
}

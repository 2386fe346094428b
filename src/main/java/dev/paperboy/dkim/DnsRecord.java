package dev.paperboy.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A record to publish in the DNS.
 *
 * @param name the full name, without a dot at the end
 * @param type {@code TXT} or {@code PTR}
 * @param value for TXT the whole text, however long
 * @param note what to know before publishing it; may be empty
 */
public record DnsRecord(String name, String type, String value, String note) {

    /** The longest string in a TXT record (RFC 1035 §3.3); longer texts are published as several, which receivers join. */
    static final int LONGEST_STRING = 255;

    /** A TXT record's text in strings that the DNS can hold; many providers split for you. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int from = 0; from < value.length(); from += LONGEST_STRING) {
            strings.add(value.substring(from, Math.min(value.length(), from + LONGEST_STRING)));
        }
        return strings;
    }

    /** As a line of a zone file. */
    public String zoneLine() {
        String data = type.equals("TXT")
                ? strings().stream().map(string -> '"' + string + '"').collect(Collectors.joining(" "))
                : value + ".";
        return name + ". IN " + type + " " + data;
    }
}

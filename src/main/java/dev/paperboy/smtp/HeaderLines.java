package dev.paperboy.smtp;

import dev.paperboy.kernel.Sender;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.UnsupportedEncodingException;
import java.util.regex.Pattern;

/**
 * The header of a mail, line by line: encoded words where a word is not ASCII (RFC 2047), folded at 76 (RFC 5322
 * §2.2.3). Throws {@link IllegalArgumentException} for anything that would end a line early or make one longer than 998.
 */
class HeaderLines {

    private static final Pattern NAME = Pattern.compile("[!-9;-~]+");
    private static final int LONGEST_LINE = 998;

    private final StringBuilder lines = new StringBuilder(1024);

    /** Words for people, or a value in ASCII. */
    HeaderLines add(String name, String value) {
        return line(name, encoded(oneLine(name, value)));
    }

    /** An address goes as it is, in UTF-8 when it has to (RFC 6532). */
    HeaderLines addAddress(String name, String address) {
        return line(name, oneLine(name, address));
    }

    HeaderLines addSender(String name, Sender sender) {
        String address = oneLine(name, sender.address().value());
        String displayed = oneLine(name, sender.name());
        if (displayed.isEmpty()) {
            return line(name, address);
        }
        try {
            return line(name, new InternetAddress(address, displayed, "UTF-8").toString());
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HeaderLines line(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a header name: " + printable(name));
        }
        String folded = name + ": " + MimeUtility.fold(name.length() + 2, value);
        if (folded.lines().anyMatch(line -> line.length() > LONGEST_LINE)) {
            throw new IllegalArgumentException("header " + name + " does not fit in a line");
        }
        lines.append(folded).append("\r\n");
        return this;
    }

    private static String oneLine(String name, String value) {
        if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("header " + printable(name) + " breaks its line: " + printable(value));
        }
        return value.strip();
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Only the words from the first to the last foreign one: the rest, such as the id in a List-Id, stays readable. */
    private static String encoded(String value) {
        int first = 0;
        while (first < value.length() && value.charAt(first) < 128) {
            first++;
        }
        if (first == value.length()) {
            return value;
        }
        int last = value.length() - 1;
        while (value.charAt(last) < 128) {
            last--;
        }
        int start = value.lastIndexOf(' ', first) + 1;
        int end = value.indexOf(' ', last) < 0 ? value.length() : value.indexOf(' ', last);
        try {
            return value.substring(0, start)
                    + MimeUtility.encodeText(value.substring(start, end), "UTF-8", null)
                    + value.substring(end);
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return lines.toString();
    }
}

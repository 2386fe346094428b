package dev.paperboy.rendering;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Sender;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One header field in bytes: encoded words where a word is not ASCII (RFC 2047), folded at 76 (RFC 5322 §2.2.3), its line end included.
 * Throws {@link IllegalArgumentException} for anything that would end a line early or make one longer than 998.
 */
final class HeaderLine {

    private static final int LONGEST_LINE = 998;

    /** Longer words would stand beyond the fold; encoded, they can be cut. */
    private static final int LONGEST_WORD = 60;

    /** Words that need no quotes in a name (RFC 5322 §3.2.3). */
    private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");

    private HeaderLine() {}

    /** Words for people; several spaces become one. Only those from the first to the last foreign one are encoded. */
    static byte[] words(String name, String value) {
        var text = ForeignText.oneLine(ForeignText.refusingControls(value));
        int start = -1;
        int end = -1;
        for (int word = 0; word < text.length(); ) {
            int space = text.indexOf(' ', word) < 0 ? text.length() : text.indexOf(' ', word);
            if (needsEncoding(text.substring(word, space))) {
                start = start < 0 ? word : start;
                end = space;
            }
            word = space + 1;
        }
        var line = new FoldedLine(name);
        if (start < 0) {
            return bytes(line.addAll(text));
        }
        line.addAll(text.substring(0, start));
        EncodedWords.appendTo(line, text.substring(start, end));
        return bytes(line.addAll(text.substring(end)));
    }

    private static boolean needsEncoding(String word) {
        return word.length() > LONGEST_WORD || word.contains("=?") || !isAscii(word);
    }

    /** An ASCII value with a grammar of its own, which must not be encoded. */
    static byte[] plain(String name, String value) {
        if (!isAscii(ForeignText.refusingControls(value))) {
            throw new IllegalArgumentException("header " + name + " is not ASCII: " + value);
        }
        return bytes(new FoldedLine(name).addAll(value));
    }

    /** An address goes as it is, in UTF-8 when it has to (RFC 6532). */
    static byte[] address(String name, EmailAddress address) {
        return (name + ": " + address.value() + "\r\n").getBytes(StandardCharsets.UTF_8);
    }

    static byte[] sender(String name, Sender sender) {
        var displayed = ForeignText.oneLine(ForeignText.refusingControls(sender.name()));
        if (displayed.isEmpty()) {
            return address(name, sender.address());
        }
        var line = new FoldedLine(name);
        if (Arrays.stream(displayed.split(" ")).anyMatch(HeaderLine::needsEncoding)) {
            EncodedWords.appendTo(line, displayed);
        } else if (ATOMS.matcher(displayed).matches()) {
            line.addAll(displayed);
        } else {
            line.addAll('"' + displayed.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
        }
        return bytes(line.add("<" + sender.address().value() + ">"));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }

    private static byte[] bytes(FoldedLine line) {
        var folded = line.toString();
        if (folded.lines().anyMatch(part -> part.length() > LONGEST_LINE)) {
            throw new IllegalArgumentException("header does not fit in a line: " + folded.substring(0, 40) + "…");
        }
        return folded.getBytes(StandardCharsets.UTF_8);
    }
}

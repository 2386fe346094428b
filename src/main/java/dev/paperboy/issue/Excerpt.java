package dev.paperboy.issue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an abstract for a card: at the end of a sentence between 300 and 400 characters where there is one, else at a word. */
final class Excerpt {

    private static final int SHORT = 220;
    private static final int LONG = 400;
    /** A full stop ends a sentence when a blank and something other than a small letter follow. */
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?][)”\"’']?(?=\\s+[^\\p{Ll}\\s])");

    private static final Pattern ABBREVIATION =
            Pattern.compile("(?:^|[\\s(])(?:e\\.g|i\\.e|al|vs|Fig|Eq|Sec|Tab|No|cf|resp|approx|etc|Dr|St|[A-Z])\\.$");

    private Excerpt() {}

    /** At most 400 characters; paragraphs become one. An ellipsis stands only where a sentence was cut. */
    static String of(String abstractText) {
        String text = abstractText.replaceAll("\\s+", " ").strip();
        if (text.length() <= LONG) {
            return text;
        }
        int end = sentenceEnd(text);
        return end > 0 ? text.substring(0, end) : atWord(text) + " …";
    }

    private static int sentenceEnd(String text) {
        int end = 0;
        Matcher ends = SENTENCE_END.matcher(text);
        while (ends.find() && ends.end() <= LONG) {
            if (ends.end() >= SHORT
                    && !ABBREVIATION.matcher(text.substring(0, ends.end())).find()) {
                end = ends.end();
            }
        }
        return end;
    }

    private static String atWord(String text) {
        int blank = text.lastIndexOf(' ', LONG);
        int end = blank > SHORT ? blank : LONG;
        // Never between the halves of a surrogate pair.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}

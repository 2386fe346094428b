package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text as comparable words: lower case, singular, split at everything that is not a letter or a digit. A phrase may
 * run over spaces, hyphens and apostrophes, but not over other punctuation, which becomes a {@link #BREAK}.
 */
final class Words {
    static final String BREAK = "";

    private Words() {}

    static List<String> of(String text) {
        var words = new ArrayList<String>(text.length() / 6 + 4);
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            // a surrogate half belongs to some letter or sign that no term contains: keep it as part of a word
            if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
                start = start < 0 ? i : start;
                continue;
            }
            if (start >= 0) {
                words.add(singular(text.substring(start, i).toLowerCase(Locale.ROOT)));
                start = -1;
            }
            if (!joins(c) && !words.isEmpty() && !words.getLast().equals(BREAK)) {
                words.add(BREAK);
            }
        }
        return words;
    }

    private static boolean joins(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || c == '_'
                || c == '\''
                || c == '\u2019'
                || Character.getType(c) == Character.DASH_PUNCTUATION;
    }

    /** Folds plurals. It need not be good English, only the same for a term and for a text. */
    private static String singular(String word) {
        int length = word.length();
        if (length < 4 || !word.endsWith("s") || word.endsWith("ss")) {
            return withoutMuteE(word);
        }
        if (length > 4 && word.endsWith("ies")) {
            return word.substring(0, length - 3) + "y";
        }
        return withoutMuteE(word.substring(0, length - 1));
    }

    // "boxes", "classes", "patches" and also "caches" must meet their singular
    private static String withoutMuteE(String word) {
        return word.endsWith("xe") || word.endsWith("sse") || word.endsWith("che") || word.endsWith("she")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}

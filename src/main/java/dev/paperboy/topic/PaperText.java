package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;

/**
 * A paper as topics' stored queries see it. All its texts are in one field, so that mentions anywhere add up before they are
 * saturated; the title stands there six times and a keyword twice, because that is how much more they say than the abstract.
 */
final class PaperText {
    static final String TEXT = "text";
    static final String PRIMARY_CATEGORY = "primary";
    static final String CATEGORY = "category";

    private static final int TITLE = 6;
    private static final int KEYWORD = 2;

    // a phrase runs over spaces, hyphens and apostrophes, but not over other punctuation
    private static final Pattern BREAK = Pattern.compile("[^\\p{L}\\p{N}\\p{M}\\s\\p{Z}\\p{Pd}_'\u2019]+");

    private final List<String> pieces = new ArrayList<>();
    private final List<String> categories;
    private final String whole;

    /**
     * @param categories arXiv categories, the primary one first
     */
    PaperText(String title, String abstractText, List<String> keywords, List<String> categories) {
        this.categories = List.copyOf(categories);
        add(title, TITLE);
        keywords.forEach(keyword -> add(keyword, KEYWORD));
        add(abstractText, 1);
        // offsets run over the values of a field as if one letter stood between them
        whole = String.join(" ", pieces);
    }

    private void add(String text, int times) {
        var parts = BREAK.splitAsStream(text).filter(part -> !part.isBlank()).toList();
        for (int i = 0; i < times; i++) {
            pieces.addAll(parts);
        }
    }

    /** What may be matched, each piece as often as it counts; no phrase runs from one into the next. */
    List<String> pieces() {
        return pieces;
    }

    Document document() {
        var document = new Document();
        pieces.forEach(piece -> document.add(new TextField(TEXT, piece, Field.Store.NO)));
        categories.stream()
                .limit(1)
                .forEach(primary -> document.add(new StringField(PRIMARY_CATEGORY, primary, Field.Store.NO)));
        categories.forEach(category -> document.add(new StringField(CATEGORY, category, Field.Store.NO)));
        return document;
    }

    /** What stands between two offsets of the field {@link #TEXT}. */
    String between(int start, int end) {
        return whole.substring(start, end);
    }
}

package dev.paperboy.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Folds case, accents and plurals, and nothing else: readers type freely and want every ending, but a topic's terms are
 * chosen with care, and "for this reason" is not about reasoning.
 */
final class TopicAnalyzer extends Analyzer {
    private static final int GAP = 100;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var source = new StandardTokenizer();
        TokenStream words = new EnglishPossessiveFilter(source);
        words = new ASCIIFoldingFilter(new LowerCaseFilter(words));
        return new TokenStreamComponents(source, new EnglishMinimalStemFilter(words));
    }

    // no phrase may run from one piece of a paper into the next
    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }

    /** A text as the words that are compared. */
    List<String> words(String text) {
        var words = new ArrayList<String>();
        try (var tokens = tokenStream(PaperText.TEXT, text)) {
            var word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                words.add(word.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }
}

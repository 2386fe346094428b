package dev.paperboy.topic;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/** English stems without accents; small words stay, because a phrase such as "state of the art" needs them. */
final class InterestAnalyzer extends Analyzer {
    private static final int GAP = 100;

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var source = new StandardTokenizer();
        TokenStream words = new EnglishPossessiveFilter(source);
        words = new ASCIIFoldingFilter(new LowerCaseFilter(words));
        return new TokenStreamComponents(source, new PorterStemFilter(words));
    }

    // no phrase may run from the title into the abstract, or from one author into the next
    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }
}

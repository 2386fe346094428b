package dev.paperboy.topic;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;

/**
 * Scores a word that a paper says n times with n / (n + 3) of the word's weight: BM25's saturation alone. How rare a word is and how
 * long other papers are cannot be known from one paper, so the weights say the first and nothing says the second.
 */
final class Saturation extends Similarity {
    static final float HALF_FULL = 3;

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        return new SimScorer() {
            @Override
            public float score(float mentions, long norm) {
                return boost * mentions / (mentions + HALF_FULL);
            }
        };
    }
}

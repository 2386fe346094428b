package dev.paperboy.topic;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.QueryBuilder;

/** Writes a topic as queries to store. */
final class TopicQueries {
    /** How much more a phrase says than a single word. */
    static final double PHRASE = 1.6;

    // so that one mention in the abstract is one point
    private static final double WORD = 1 + Saturation.HALF_FULL;
    private static final float ANY_CATEGORY = 0.6f;
    private static final float PRIMARY_CATEGORY = 1;

    private final TopicAnalyzer analyzer = new TopicAnalyzer();
    private final QueryBuilder queries = new QueryBuilder(analyzer);

    /**
     * Any of the topic's terms and categories.
     *
     * @param share how much the terms count, 1 for fully
     */
    Query terms(Topic topic, double share) {
        var any = new BooleanQuery.Builder();
        terms(topic).forEach((words, term) -> {
            double weight = words.contains(" ") ? WORD * PHRASE : WORD;
            any.add(weighted(term, weight * share), Occur.SHOULD);
        });
        if (!topic.categories().isEmpty()) {
            any.add(category(topic, PaperText.CATEGORY, ANY_CATEGORY), Occur.SHOULD);
            any.add(category(topic, PaperText.PRIMARY_CATEGORY, PRIMARY_CATEGORY), Occur.SHOULD);
        }
        return any.build();
    }

    /** The topic's terms by the words that are compared; two spellings of the same words are one term, as spelt first. */
    Map<String, String> terms(Topic topic) {
        var terms = new LinkedHashMap<String, String>();
        topic.terms().forEach(term -> terms.putIfAbsent(key(term), term));
        return terms;
    }

    /** A term, or what a paper says for it, as the words that are compared. */
    String key(String term) {
        return String.join(" ", analyzer.words(term));
    }

    /** Any of some words and phrases, each with its own weight, which must be above 0. */
    Query words(Map<String, Double> weights) {
        var any = new BooleanQuery.Builder();
        weights.forEach((words, weight) -> any.add(weighted(words, weight), Occur.SHOULD));
        return any.build();
    }

    private Query weighted(String term, double weight) {
        return new BoostQuery(queries.createPhraseQuery(PaperText.TEXT, term), (float) weight);
    }

    // Two categories of a topic say no more than one. The monitor would take an "or" or a maximum apart and add it up.
    private static Query category(Topic topic, String field, float weight) {
        var any = new BooleanQuery.Builder();
        topic.categories().forEach(category -> any.add(new TermQuery(new Term(field, category)), Occur.SHOULD));
        return new BoostQuery(new ConstantScoreQuery(any.build()), weight);
    }
}

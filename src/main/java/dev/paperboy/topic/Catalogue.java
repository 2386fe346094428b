package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.search.Query;

/** One state of the catalogue as stored queries, ready to match papers. Never changes, so any number of threads may use it. */
class Catalogue {
    /** A topic counts from here on; a paper that reaches it nowhere gets its best topic, if that is worth a word. */
    private static final double ENOUGH = 2.4;

    private static final double BETTER_THAN_NONE = 0.9;
    private static final double SHARE_OF_BEST = 0.3;
    private static final double ENOUGH_BESIDE_ANY = 3.6;
    private static final double WORTH_SHOWING = 1;
    private static final int MOST_TOPICS = 4;
    private static final int MOST_WORDS = 4;

    private static final String FOR = "/for";
    private static final String AGAINST = "/against";

    private final TopicWords learnt;
    private final TopicQueries queries = new TopicQueries();
    private final List<Topic> all;
    private final Map<String, Topic> bySlug = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> termsBySlug = new HashMap<>();

    // apart from each other, because a topic's own terms are what readers are shown
    private final StoredQueries terms;
    private final StoredQueries words;

    Catalogue(List<Topic> topics, TopicWords learnt) {
        this.learnt = learnt;
        all = List.copyOf(topics);
        var ofTerms = new LinkedHashMap<String, Query>();
        var ofWords = new LinkedHashMap<String, Query>();
        for (var topic : all) {
            bySlug.put(topic.slug(), topic);
            termsBySlug.put(topic.slug(), queries.terms(topic));
            var weights = learnt.of(topic.slug());
            ofTerms.put(topic.slug(), queries.terms(topic, weights.isPresent() ? TopicWords.SHARE_OF_TERMS : 1));
            weights.ifPresent(both -> {
                ofWords.put(topic.slug() + FOR, queries.words(both.speakFor()));
                ofWords.put(topic.slug() + AGAINST, queries.words(both.speakAgainst()));
            });
        }
        terms = new StoredQueries(ofTerms);
        words = new StoredQueries(ofWords);
    }

    /** All topics in the catalogue's order, which is the order to show them in. */
    List<Topic> all() {
        return all;
    }

    Optional<Topic> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /** The topics of a paper, best first, none to four. */
    List<TopicMatch> match(PaperText paper) {
        var scores = scores(paper);
        // the sort is stable: equal scores keep the catalogue's order
        var found = all.stream()
                .map(Topic::slug)
                .filter(slug -> scores.get(slug) >= BETTER_THAN_NONE)
                .sorted(Comparator.comparingDouble(scores::get).reversed())
                .toList();
        if (found.isEmpty()) {
            return List.of();
        }
        double best = scores.get(found.getFirst());
        double threshold = best < ENOUGH ? best : Math.clamp(best * SHARE_OF_BEST, ENOUGH, ENOUGH_BESIDE_ANY);
        var mentions = terms.mentions(paper);
        return found.stream()
                .filter(slug -> scores.get(slug) >= threshold)
                .limit(best < ENOUGH ? 1 : MOST_TOPICS)
                .map(slug -> {
                    var shown = shown(slug, mentions.getOrDefault(slug, List.of()));
                    return new TopicMatch(slug, scores.get(slug), shown.isEmpty() ? shownInstead(slug, paper) : shown);
                })
                .toList();
    }

    /** How well a paper fits each topic, by slug: below 0 when more speaks against a topic than for it. */
    Map<String, Double> scores(PaperText paper) {
        var byTerms = terms.scores(paper);
        var byWords = words.scores(paper);
        return all.stream()
                .map(Topic::slug)
                .collect(Collectors.toMap(
                        slug -> slug,
                        slug -> byTerms.getOrDefault(slug, 0.0)
                                + byWords.getOrDefault(slug + FOR, 0.0)
                                - byWords.getOrDefault(slug + AGAINST, 0.0)));
    }

    /** The topic's terms that a paper mentions, as the catalogue spells them, those mentioned most and best first. */
    private List<String> shown(String slug, List<String> mentions) {
        var spelt = termsBySlug.get(slug);
        var counts = new LinkedHashMap<String, Double>();
        for (var mention : mentions) {
            var key = queries.key(mention);
            counts.merge(spelt.getOrDefault(key, mention), key.contains(" ") ? TopicQueries.PHRASE : 1, Double::sum);
        }
        return best(counts);
    }

    /** The strong ones of the learnt words that a paper mentions, where it mentions no term. */
    private List<String> shownInstead(String slug, PaperText paper) {
        var weights = learnt.of(slug).map(TopicWords.Weights::speakFor).orElse(Map.of());
        var counts = new LinkedHashMap<String, Double>();
        for (var mention : words.mentions(paper).getOrDefault(slug + FOR, List.of())) {
            double weight = weights.getOrDefault(queries.key(mention), 0.0);
            if (weight >= WORTH_SHOWING) {
                counts.merge(mention.toLowerCase(Locale.ROOT), weight, Double::sum);
            }
        }
        return best(counts);
    }

    private static List<String> best(Map<String, Double> counts) {
        var best = new ArrayList<String>();
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .forEach(count -> addUnlessSaid(count.getKey(), best));
        return best;
    }

    // beside "multi-agent system", "agent" says nothing new: the longer one takes its place
    private static void addUnlessSaid(String term, List<String> best) {
        for (int i = 0; i < best.size(); i++) {
            if (term.contains(best.get(i))) {
                best.set(i, term);
                return;
            }
        }
        if (best.size() < MOST_WORDS && best.stream().noneMatch(known -> known.contains(term))) {
            best.add(term);
        }
    }

    /** Frees what the stored queries hold. */
    void close() {
        terms.close();
        words.close();
    }
}

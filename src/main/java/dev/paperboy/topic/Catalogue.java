package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One state of the catalogue, ready to match papers. Never changes, so any number of threads may use it. */
class Catalogue {
    private static final double TITLE = 3;
    private static final double KEYWORD = 1.5;
    private static final double ABSTRACT = 1;
    private static final double PHRASE = 1.6;
    private static final double FIRST_CATEGORY = 1.6;
    private static final double OTHER_CATEGORY = 0.6;

    /** A topic counts from here on; a paper that reaches it nowhere gets its best topic, if that is worth a word. */
    private static final double ENOUGH = 2.4;

    private static final double BETTER_THAN_NONE = 0.9;
    private static final double SHARE_OF_BEST = 0.3;
    private static final double ENOUGH_BESIDE_ANY = 3.6;
    private static final int MOST_TOPICS = 4;
    private static final int MOST_WORDS = 4;

    private final List<Topic> all;
    private final Map<String, Topic> bySlug = new LinkedHashMap<>();
    private final TermIndex index;
    private final TopicWords words;

    Catalogue(List<Topic> topics, TopicWords words) {
        this.words = words;
        all = List.copyOf(topics);
        all.forEach(topic -> bySlug.put(topic.slug(), topic));
        index = new TermIndex(all);
    }

    /** All topics in the catalogue's order, which is the order to show them in. */
    List<Topic> all() {
        return all;
    }

    Optional<Topic> find(String slug) {
        return Optional.ofNullable(bySlug.get(slug));
    }

    /**
     * The topics of a paper, best first, none to four. Title words count most, then keywords, then the abstract; each
     * further mention of a term counts half of the one before; the first category counts more than the others.
     *
     * @param categories arXiv categories, the primary one first
     */
    List<TopicMatch> match(String title, String abstractText, List<String> keywords, List<String> categories) {
        var tallies = tallies(title, abstractText, keywords);
        var matches = new ArrayList<TopicMatch>();
        for (int i = 0; i < all.size(); i++) {
            double score = tallies.get(i).score() + categoryScore(all.get(i), categories);
            if (score >= BETTER_THAN_NONE) {
                matches.add(
                        new TopicMatch(all.get(i).slug(), score, tallies.get(i).best()));
            }
        }
        // the sort is stable: equal scores keep the catalogue's order
        matches.sort(Comparator.comparingDouble(TopicMatch::score).reversed());
        if (matches.isEmpty()) {
            return List.of();
        }
        double best = matches.getFirst().score();
        if (best < ENOUGH) {
            return List.of(matches.getFirst());
        }
        double threshold = Math.clamp(best * SHARE_OF_BEST, ENOUGH, ENOUGH_BESIDE_ANY);
        return matches.stream()
                .filter(match -> match.score() >= threshold)
                .limit(MOST_TOPICS)
                .toList();
    }

    /**
     * How well a paper fits a topic, to rank many papers for that one topic: about 10 when it clearly fits, near 0 or
     * below when it does not. Finer than the score of {@link #match}, and not to be compared between topics.
     *
     * @param categories arXiv categories, the primary one first
     * @throws IllegalArgumentException when there is no such topic
     */
    double score(String slug, String title, String abstractText, List<String> keywords, List<String> categories) {
        var topic = find(slug).orElseThrow(() -> new IllegalArgumentException("no topic '" + slug + "'"));
        double fromWords = words.score(slug, title, abstractText, keywords)
                .orElseGet(() -> tallies(title, abstractText, keywords)
                        .get(all.indexOf(topic))
                        .score());
        return fromWords + categoryScore(topic, categories);
    }

    private List<Tally> tallies(String title, String abstractText, List<String> keywords) {
        var tallies = Stream.generate(Tally::new).limit(all.size()).toList();
        index.scan(title, term -> count(tallies, term, TITLE));
        keywords.forEach(keyword -> index.scan(keyword, term -> count(tallies, term, KEYWORD)));
        index.scan(abstractText, term -> count(tallies, term, ABSTRACT));
        return tallies;
    }

    private static void count(List<Tally> tallies, TermIndex.Term term, double field) {
        tallies.get(term.topic()).add(term, term.words() > 1 ? field * PHRASE : field);
    }

    private static double categoryScore(Topic topic, List<String> categories) {
        double score = 0;
        for (int i = 0; i < categories.size(); i++) {
            if (topic.categories().contains(categories.get(i))) {
                score = Math.max(score, i == 0 ? FIRST_CATEGORY : OTHER_CATEGORY);
            }
        }
        return score;
    }

    /** What one paper says about one topic. */
    private static final class Tally {
        private final Map<TermIndex.Term, Worth> terms = new LinkedHashMap<>();

        void add(TermIndex.Term term, double weight) {
            var worth = terms.computeIfAbsent(term, t -> new Worth());
            worth.sum += weight * worth.next;
            worth.next /= 2;
        }

        double score() {
            return terms.values().stream().mapToDouble(worth -> worth.sum).sum();
        }

        List<String> best() {
            var sorted = terms.entrySet().stream()
                    .sorted(Comparator.comparingDouble(entry -> -entry.getValue().sum))
                    .map(entry -> entry.getKey().display())
                    .toList();
            var best = new ArrayList<String>();
            for (var word : sorted) {
                // beside "multi-agent system", "agent" says nothing new: the longer one takes its place
                int shorter = indexOfPartOf(word, best);
                if (shorter >= 0) {
                    best.set(shorter, word);
                } else if (best.size() < MOST_WORDS && best.stream().noneMatch(known -> known.contains(word))) {
                    best.add(word);
                }
            }
            return best.stream().distinct().toList();
        }

        private static int indexOfPartOf(String word, List<String> words) {
            for (int i = 0; i < words.size(); i++) {
                if (word.contains(words.get(i))) {
                    return i;
                }
            }
            return -1;
        }
    }

    private static final class Worth {
        private double sum;
        private double next = 1;
    }
}

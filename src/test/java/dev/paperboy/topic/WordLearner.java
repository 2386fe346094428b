package dev.paperboy.topic;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Learns {@code topic-words.yaml} from labelled papers. A topic begins with the score of its terms and with seeds, words that a
 * person expects ({@code topic-seeds.yaml}); what the labels add are weights of single general words.
 */
final class WordLearner {
    private static final double SMOOTHING = 12;
    private static final double LEAST = 0.15;
    private static final double STRENGTH = 1.4;
    private static final double RARITY_OF_SEEDS = 0.4;
    private static final double RARITY_OF_WORDS = 0.7;

    private final TopicAnalyzer analyzer = new TopicAnalyzer();
    private final Map<String, Map<String, Integer>> seeds = new TreeMap<>();
    private final Set<String> never = new HashSet<>();
    private final Map<LabelledPapers.Paper, Map<String, Double>> mentions = new IdentityHashMap<>();
    private final Map<LabelledPapers.Paper, Map<String, Double>> byTerms = new IdentityHashMap<>();
    private final LabelledPapers papers;
    private final LabelledTopics labels;

    WordLearner(LabelledPapers papers, List<Topic> topics, LabelledTopics labels) throws IOException {
        this.papers = papers;
        this.labels = labels;
        readSeeds();
        var phrases = seeds.values().stream().flatMap(s -> s.keySet().stream()).collect(Collectors.toSet());
        var terms = new Catalogue(topics, TopicWords.none());
        for (var paper : papers.papers(week -> true)) {
            mentions.put(paper, mentions(paper, phrases));
            byTerms.put(paper, terms.scores(paper.text()));
        }
        terms.close();
    }

    private void readSeeds() throws IOException {
        try (var yaml = WordLearner.class.getResourceAsStream("/topic-seeds.yaml")) {
            var read = new ObjectMapper(new YAMLFactory()).readValue(yaml, Seeds.class);
            read.never.forEach(word -> never.addAll(analyzer.words(word)));
            read.topics.forEach((slug, strengths) -> strengths.forEach(
                    (strength, words) -> words.forEach(word -> seeds.computeIfAbsent(slug, s -> new TreeMap<>())
                            .merge(String.join(" ", analyzer.words(word)), strength, Math::max))));
        }
    }

    /** How often a paper says each word and each of some phrases, counted and saturated as stored queries do it. */
    private Map<String, Double> mentions(LabelledPapers.Paper paper, Set<String> phrases) {
        var counts = new HashMap<String, Double>();
        for (var piece : paper.text().pieces()) {
            var words = analyzer.words(piece);
            for (int start = 0; start < words.size(); start++) {
                counts.merge(words.get(start), 1.0, Double::sum);
                for (int end = start + 2; end <= Math.min(words.size(), start + TopicWords.LONGEST_PHRASE); end++) {
                    var phrase = String.join(" ", words.subList(start, end));
                    if (phrases.contains(phrase)) {
                        counts.merge(phrase, 1.0, Double::sum);
                    }
                }
            }
        }
        counts.replaceAll((word, count) -> count / (count + Saturation.HALF_FULL));
        return counts;
    }

    /** The words of every topic that some label of these weeks means. */
    TopicWords.Learnt learn(Set<String> weeks) {
        var learntFrom = papers.papers(weeks::contains);
        var vocabulary = new Vocabulary(learntFrom);
        var using = new HashMap<String, Integer>();
        learntFrom.forEach(paper -> mentions.get(paper).keySet().forEach(word -> using.merge(word, 1, Integer::sum)));
        var pairs = papers.pairs(weeks::contains).stream()
                .collect(Collectors.groupingBy(this::topic, TreeMap::new, Collectors.toList()));
        var words = pairs.keySet().parallelStream()
                .collect(Collectors.toConcurrentMap(
                        slug -> slug,
                        slug -> written(weights(slug, pairs.get(slug), learntFrom, vocabulary, using), vocabulary)));
        return new TopicWords.Learnt(List.copyOf(new TreeSet<>(weeks)), new TreeMap<>(words));
    }

    private String topic(LabelledPapers.Pair pair) {
        return Collections.max(labels.of(pair.label()).entrySet(), Map.Entry.comparingByValue())
                .getKey();
    }

    private Map<String, Double> weights(
            String slug,
            List<LabelledPapers.Pair> pairs,
            List<LabelledPapers.Paper> learntFrom,
            Vocabulary vocabulary,
            Map<String, Integer> using) {
        var seeded = new TreeMap<String, Double>();
        seeds.getOrDefault(slug, Map.of())
                .forEach((words, strength) -> seeded.put(
                        words,
                        StrictMath.pow(strength, STRENGTH)
                                * StrictMath.pow(rarity(words, learntFrom.size(), using), RARITY_OF_SEEDS)));
        double spreadOfTerms = spread(learntFrom.stream()
                .mapToDouble(paper -> byTerms.get(paper).get(slug))
                .toArray());
        double spreadOfSeeds = spread(
                learntFrom.stream().mapToDouble(paper -> sum(seeded, paper)).toArray());

        var words = new ArrayList<>(features(vocabulary, using));
        var values = words.stream()
                .mapToDouble(word -> StrictMath.pow(rarity(word, learntFrom.size(), using), RARITY_OF_WORDS))
                .toArray();
        var known = new IdentityHashMap<LabelledPapers.Paper, Double>();
        for (var paper : learntFrom) {
            known.put(
                    paper,
                    TopicWords.SHARE_OF_TERMS * byTerms.get(paper).get(slug) / spreadOfTerms
                            + (1 - TopicWords.SHARE_OF_TERMS) * sum(seeded, paper) / spreadOfSeeds);
        }
        var fitted = fit(pairs, known, words, values);

        // back from units of spread to points of the terms' score, in which the terms keep their share
        var weights = new TreeMap<String, Double>();
        seeded.forEach((phrase, weight) ->
                weights.put(phrase, (1 - TopicWords.SHARE_OF_TERMS) * weight * spreadOfTerms / spreadOfSeeds));
        for (int i = 0; i < words.size(); i++) {
            weights.merge(words.get(i), fitted[i] * values[i] * spreadOfTerms / fitted[words.size()], Double::sum);
        }
        return weights;
    }

    private double[] fit(
            List<LabelledPapers.Pair> pairs,
            Map<LabelledPapers.Paper, Double> known,
            List<String> words,
            double[] values) {
        var lists = pairs.stream().map(pair -> list(pair, known, words, values)).toList();
        return new ListwiseModel(lists, words.size(), SMOOTHING).fit();
    }

    private Set<String> features(Vocabulary vocabulary, Map<String, Integer> using) {
        var features = vocabulary.generalWords();
        features.removeAll(never);
        // words that a person chose need not be frequent, and may be abbreviations
        seeds.values()
                .forEach(seed ->
                        seed.keySet().stream().filter(using::containsKey).forEach(features::add));
        return features;
    }

    private static double rarity(String words, int papers, Map<String, Integer> using) {
        return StrictMath.log((papers + 1.0) / (using.getOrDefault(words, 0) + 1.0));
    }

    private double sum(Map<String, Double> weights, LabelledPapers.Paper paper) {
        var said = mentions.get(paper);
        return weights.entrySet().stream()
                .mapToDouble(entry -> entry.getValue() * said.getOrDefault(entry.getKey(), 0.0))
                .sum();
    }

    private static double spread(double[] values) {
        double mean = Arrays.stream(values).average().orElse(0);
        double variance = Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        // a topic without seeds has none to measure
        return variance == 0 ? 1 : StrictMath.sqrt(variance);
    }

    private ListwiseModel.RankedList list(
            LabelledPapers.Pair pair, Map<LabelledPapers.Paper, Double> known, List<String> words, double[] values) {
        double relevant = pair.papers().stream()
                .filter(paper -> paper.labels().contains(pair.label()))
                .count();
        return new ListwiseModel.RankedList(
                pair.papers().stream()
                        .map(paper -> row(mentions.get(paper), known.get(paper), words, values))
                        .toList(),
                pair.papers().stream()
                        .mapToDouble(paper -> paper.labels().contains(pair.label()) ? 1 / relevant : 0)
                        .toArray());
    }

    private static ListwiseModel.Row row(
            Map<String, Double> mentions, double known, List<String> words, double[] values) {
        var numbers = mentions.keySet().stream()
                .mapToInt(word -> Collections.binarySearch(words, word))
                .filter(number -> number >= 0)
                .sorted()
                .toArray();
        var weighed = Arrays.stream(numbers)
                .mapToDouble(number -> mentions.get(words.get(number)) * values[number])
                .toArray();
        return new ListwiseModel.Row(known, numbers, weighed);
    }

    /** As {@code word^weight}, strongest first; what hardly counts is left out. */
    private static List<String> written(Map<String, Double> weights, Vocabulary vocabulary) {
        return weights.entrySet().stream()
                .filter(entry -> Math.abs(entry.getValue()) >= LEAST)
                .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> String.format(Locale.ROOT, "%s^%.2f", vocabulary.spelt(entry.getKey()), entry.getValue()))
                .toList();
    }

    /** The file as it is written: words that say nothing, and for each topic words by strength from 1 to 3. */
    private record Seeds(List<String> never, Map<String, Map<Integer, List<String>>> topics) {}
}

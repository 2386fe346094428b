package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the ranking of papers for a topic against labelled papers ({@code -Dpapers=FILE}, JSON Lines with
 * {@code week}, {@code title}, {@code abstract}, {@code topics}). For each week and each label which that week carries,
 * the week's papers are ranked for the topic that the label names; relevance is binary, ties keep the file's order.
 */
@EnabledIfSystemProperty(named = "papers", matches = ".+")
class TopicEvaluation {
    private static final int DEEP = 10;
    private static final int TOP = 5;

    private final Topics topics = Topics.bundled();
    private final Map<String, Map<String, Double>> labels = labels();

    @Test
    void printsHowWellPapersAreRankedForTheirLabels() throws IOException {
        var results = evaluate(weeks(Path.of(System.getProperty("papers"))));
        assertThat(results).as("pairs of a week and a label").isNotEmpty();

        var byLabel = new TreeMap<String, List<Result>>();
        results.forEach(result ->
                byLabel.computeIfAbsent(result.label, l -> new ArrayList<>()).add(result));
        byLabel.forEach((label, some) -> print(label, some));
        // the weights in topic-words.yaml come from the weeks at even places of the set they were learnt from
        print("weeks at even places (tuned on)", only(results, result -> result.place % 2 == 0));
        print("weeks at odd places (test)", only(results, result -> result.place % 2 == 1));
        print("all", results);
        System.out.printf(Locale.ROOT, "nDCG@10 %.3f%n", ndcg(results));
        System.out.printf(Locale.ROOT, "R@5 %.3f%n", recall(results));
    }

    private List<Result> evaluate(Map<String, List<Labelled>> weeks) {
        var results = new ArrayList<Result>();
        int place = 0;
        for (var papers : weeks.values()) {
            var carried = new TreeSet<String>();
            papers.forEach(paper -> carried.addAll(paper.labels));
            for (var label : carried) {
                results.add(measured(label, place, ranked(papers, topicsOf(label))));
            }
            place++;
        }
        return results;
    }

    private List<Labelled> ranked(List<Labelled> papers, Map<String, Double> wanted) {
        var scores = new IdentityHashMap<Labelled, Double>();
        for (var paper : papers) {
            double score = 0;
            for (var topic : wanted.entrySet()) {
                score += topic.getValue()
                        * topics.score(topic.getKey(), paper.title, paper.abstractText, List.of(), List.of());
            }
            scores.put(paper, score);
        }
        return papers.stream()
                .sorted(Comparator.comparingDouble((Labelled paper) -> -scores.get(paper)))
                .toList();
    }

    private static Result measured(String label, int place, List<Labelled> ranked) {
        int relevant = 0;
        int found = 0;
        double gain = 0;
        double ideal = 0;
        for (int rank = 0; rank < ranked.size(); rank++) {
            if (ranked.get(rank).labels.contains(label)) {
                gain += rank < DEEP ? discount(rank) : 0;
                ideal += relevant < DEEP ? discount(relevant) : 0;
                found += rank < TOP ? 1 : 0;
                relevant++;
            }
        }
        return new Result(label, place, gain / ideal, (double) found / relevant);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }

    private Map<String, Double> topicsOf(String label) {
        return labels.getOrDefault(folded(label), Map.of(nearest(label), 1.0));
    }

    private String nearest(String label) {
        var words = new HashSet<>(Words.of(label));
        words.removeAll(Set.of("", "ai", "of", "for", "and", "the", "in", "a", "technique", "method"));
        return topics.all().stream()
                .max(Comparator.comparingInt(topic -> 3 * shared(words, topic.name())
                        + 2 * shared(words, String.join(", ", topic.terms()))
                        + shared(words, topic.description())))
                .orElseThrow()
                .slug();
    }

    private static int shared(Set<String> words, String text) {
        var shared = new HashSet<>(Words.of(text));
        shared.retainAll(words);
        return shared.size();
    }

    private static void print(String what, List<Result> results) {
        System.out.printf(
                Locale.ROOT,
                "%-50s %4d pairs  nDCG@10 %.3f  R@5 %.3f%n",
                what,
                results.size(),
                ndcg(results),
                recall(results));
    }

    private static double ndcg(List<Result> results) {
        return results.stream().mapToDouble(Result::ndcg).average().orElse(0);
    }

    private static double recall(List<Result> results) {
        return results.stream().mapToDouble(Result::recall).average().orElse(0);
    }

    private static List<Result> only(List<Result> results, Predicate<Result> which) {
        return results.stream().filter(which).toList();
    }

    private static Map<String, List<Labelled>> weeks(Path file) throws IOException {
        var json = new ObjectMapper();
        var weeks = new TreeMap<String, List<Labelled>>();
        for (var line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                var paper = json.readTree(line);
                weeks.computeIfAbsent(paper.path("week").asText(), week -> new ArrayList<>())
                        .add(labelled(paper));
            }
        }
        return weeks;
    }

    private static Labelled labelled(JsonNode paper) {
        var labels = new TreeSet<String>();
        paper.path("topics").forEach(label -> labels.add(label.asText()));
        return new Labelled(paper.path("title").asText(), paper.path("abstract").asText(), labels);
    }

    private static Map<String, Map<String, Double>> labels() {
        try (var yaml = TopicEvaluation.class.getResourceAsStream("/evaluation-labels.yaml")) {
            Map<String, Map<String, Double>> read =
                    new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<>() {});
            var folded = new TreeMap<String, Map<String, Double>>();
            read.forEach((label, wanted) -> folded.put(folded(label), wanted));
            return folded;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String folded(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }

    private record Labelled(String title, String abstractText, Set<String> labels) {}

    private record Result(String label, int place, double ndcg, double recall) {}
}

package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Measures the ranking of papers for a topic against labelled papers ({@code -Dpapers=FILE}, see {@link LabelledPapers}). For each
 * week and each label which that week carries, the week's papers are ranked for the topic that the label names, as matching
 * scores them.
 */
@EnabledIfSystemProperty(named = "papers", matches = ".+")
class TopicEvaluation {
    private final TopicWords words = new TopicWords();
    private final Catalogue catalogue = new Catalogue(new TopicFile().read(), words);
    private final Map<LabelledPapers.Paper, Map<String, Double>> scores = new IdentityHashMap<>();

    @Test
    void printsHowWellPapersAreRankedForTheirLabels() throws IOException {
        var papers = LabelledPapers.read(Path.of(System.getProperty("papers")));
        var labels = new LabelledTopics(catalogue.all());
        var results = papers.pairs(week -> true).stream()
                .map(pair -> RankingQuality.of(pair, paper -> score(paper, labels.of(pair.label()))))
                .toList();
        assertThat(results).as("pairs of a week and a label").isNotEmpty();

        var byLabel = new TreeMap<String, List<RankingQuality>>();
        results.forEach(result -> byLabel.computeIfAbsent(result.pair().label(), label -> new ArrayList<>())
                .add(result));
        byLabel.forEach((label, some) -> {
            if (!labels.knows(label)) {
                System.out.printf(
                        "The label \"%s\" is not in evaluation-labels.yaml; taken for %s.%n", label, labels.of(label));
            }
            RankingQuality.print(label, some);
        });
        Predicate<RankingQuality> learntFrom =
                result -> words.learntFrom().contains(result.pair().week());
        RankingQuality.print(
                "weeks that topic-words.yaml was learnt from",
                results.stream().filter(learntFrom).toList());
        RankingQuality.print(
                "other weeks (test)",
                results.stream().filter(learntFrom.negate()).toList());
        RankingQuality.print("all", results);
        System.out.printf(Locale.ROOT, "nDCG@10 %.3f%n", RankingQuality.ndcg(results));
        System.out.printf(Locale.ROOT, "R@5 %.3f%n", RankingQuality.recall(results));
    }

    private double score(LabelledPapers.Paper paper, Map<String, Double> wanted) {
        var all = scores.computeIfAbsent(
                paper,
                unscored -> catalogue.scores(
                        new PaperText(unscored.title(), unscored.abstractText(), List.of(), List.of())));
        return wanted.entrySet().stream()
                .mapToDouble(topic -> topic.getValue() * all.get(topic.getKey()))
                .sum();
    }
}

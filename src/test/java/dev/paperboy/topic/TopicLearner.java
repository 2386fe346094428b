package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Learns {@code topic-words.yaml} from labelled papers ({@code -Dlearn=FILE}, see {@link LabelledPapers}) and says what to
 * expect of it on weeks that nobody has seen: five times, every fifth week is left out and ranked by what the others teach.
 */
@EnabledIfSystemProperty(named = "learn", matches = ".+")
class TopicLearner {
    private static final String HEAD = """
            # How much each word or phrase speaks for a topic (above 0) or against it (below 0), in points of the score of its
            # terms: word^weight, where the weight is what many mentions come near to. Words are compared without regard to case,
            # plural and hyphens. Topics without a list here are matched by their terms in topics.yaml alone.
            # Written by ./mvnw -Plearn verify -Dpapers=FILE (see ranking.md) from labelled papers: seeds chosen by hand, and
            # general words that at least 40 papers use, no names and no numbers.
            """;
    private static final int FOLDS = 5;
    private static final int WIDEST = 120;

    private final List<Topic> topics = new TopicFile().read();
    private LabelledPapers papers;
    private LabelledTopics labels;
    private WordLearner learner;

    @BeforeEach
    void readThePapers() throws IOException {
        papers = LabelledPapers.read(Path.of(System.getProperty("learn")));
        labels = new LabelledTopics(topics);
        learner = new WordLearner(papers, topics, labels);
    }

    @Test
    void writesTheWordsAndPrintsWhatTheyAreWorth() throws IOException {
        RankingQuality.print("terms alone, all weeks", qualities(TopicWords.none(), week -> true));
        var inTurn = new ArrayList<RankingQuality>();
        for (int fold = 0; fold < FOLDS; fold++) {
            var left = papers.everyWeek(FOLDS, fold);
            inTurn.addAll(qualities(new TopicWords(learner.learn(without(left))), left::contains));
        }
        RankingQuality.print("all weeks, each ranked by words learnt from the others", inTurn);

        var test = papers.everyWeek(FOLDS, FOLDS - 1);
        var learnt = learner.learn(without(test));
        var words = new TopicWords(learnt);
        RankingQuality.print("weeks learnt from", qualities(words, week -> !test.contains(week)));
        RankingQuality.print("every fifth week, left for the test", qualities(words, test::contains));

        var yaml = yaml(learnt);
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target", TopicWords.NAME), yaml);
        var shipped = Files.readString(Path.of("src/main/resources", TopicWords.NAME));
        System.out.println("target/" + TopicWords.NAME + " is "
                + (yaml.equals(shipped) ? "the same as" : "another than") + " the one in src/main/resources.");
        assertThat(learnt.words()).isNotEmpty();
    }

    private Set<String> without(Set<String> left) {
        return papers.weeks().stream().filter(week -> !left.contains(week)).collect(Collectors.toSet());
    }

    private List<RankingQuality> qualities(TopicWords words, Predicate<String> weeks) {
        var catalogue = new Catalogue(topics, words);
        var scores = new IdentityHashMap<LabelledPapers.Paper, Map<String, Double>>();
        var results = papers.pairs(weeks).stream()
                .map(pair -> RankingQuality.of(
                        pair,
                        paper -> score(
                                scores.computeIfAbsent(paper, p -> catalogue.scores(p.text())),
                                labels.of(pair.label()))))
                .toList();
        catalogue.close();
        return results;
    }

    private static double score(Map<String, Double> scores, Map<String, Double> wanted) {
        return wanted.entrySet().stream()
                .mapToDouble(topic -> topic.getValue() * scores.get(topic.getKey()))
                .sum();
    }

    private static String yaml(TopicWords.Learnt learnt) {
        var yaml = new StringBuilder(HEAD);
        yaml.append("learnt-from:\n");
        append(
                yaml,
                "  ",
                learnt.weeks().stream().map(week -> "\"" + week + "\"").toList());
        yaml.append("words:\n");
        learnt.words().forEach((slug, words) -> {
            yaml.append("  ").append(slug).append(":\n");
            append(yaml, "    ", words);
        });
        return yaml.toString();
    }

    private static void append(StringBuilder yaml, String margin, List<String> entries) {
        var line = new StringBuilder(margin).append('[');
        for (int i = 0; i < entries.size(); i++) {
            var entry = entries.get(i) + (i + 1 < entries.size() ? "," : "]");
            if (line.length() + entry.length() + 1 > WIDEST) {
                yaml.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(margin).append(' ');
            }
            line.append(entry).append(' ');
        }
        yaml.append(line.toString().stripTrailing()).append('\n');
    }
}

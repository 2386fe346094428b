package dev.paperboy.ranking;

import dev.paperboy.paper.Paper;
import dev.paperboy.topic.TopicMatch;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * Ranks the papers of one list by what readers of the sources gave them: upvotes first, then talk, then stars on the code.
 *
 * <p>Each count enters by its logarithm, because the step from 3 to 6 upvotes says about as much as the one from 30 to 60, and stars
 * weigh little, because they belong to a repository that may be older than its paper.
 */
public final class Ranking {

    private static final double COMMENT_WEIGHT = 0.5;
    private static final double STAR_WEIGHT = 0.15;

    private final Function<Paper, List<TopicMatch>> topicsOf;
    private final Function<String, String> topicName;

    /**
     * @param topicsOf the topics of a paper, best first
     * @param topicName a topic's name by its slug
     */
    public Ranking(Function<Paper, List<TopicMatch>> topicsOf, Function<String, String> topicName) {
        this.topicsOf = topicsOf;
        this.topicName = topicName;
    }

    /** Best first; equal scores keep the order of their ids, so that the same papers always give the same list. */
    public List<Score> rank(List<Paper> papers) {
        return papers.stream()
                .map(this::score)
                .sorted(Comparator.comparingDouble(Score::value)
                        .reversed()
                        .thenComparing(score -> score.paper().id().value()))
                .toList();
    }

    private Score score(Paper paper) {
        List<TopicMatch> topics = topicsOf.apply(paper);
        double value = Math.log1p(paper.upvotes())
                + COMMENT_WEIGHT * Math.log1p(paper.comments())
                + STAR_WEIGHT * Math.log1p(paper.stars());
        return new Score(paper, value, topics, reason(paper, topics));
    }

    /** The match says why this reader gets it; counts stand beside it anyway, so they are the reason only where nothing matched. */
    private String reason(Paper paper, List<TopicMatch> topics) {
        if (!topics.isEmpty()) {
            TopicMatch best = topics.getFirst();
            String name = topicName.apply(best.slug());
            String words = String.join(", ", best.words());
            return words.isEmpty() ? "Matches " + name : "Matches " + name + ": " + words;
        }
        return paper.upvotes() > 0 ? "Among the most upvoted of the day" : "New on the list";
    }
}

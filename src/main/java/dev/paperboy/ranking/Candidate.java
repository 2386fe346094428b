package dev.paperboy.ranking;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.Signal;
import dev.paperboy.topic.TopicMatch;
import java.util.List;

/**
 * A paper that may go into an issue.
 *
 * @param topics the topics it belongs to, best first
 * @param history its counts, oldest first; may be empty
 */
public record Candidate(Paper paper, List<TopicMatch> topics, List<Signal> history) {

    public Candidate {
        topics = List.copyOf(topics);
        history = List.copyOf(history);
    }
}

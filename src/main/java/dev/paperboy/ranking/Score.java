package dev.paperboy.ranking;

import dev.paperboy.paper.Paper;
import dev.paperboy.topic.TopicMatch;
import java.util.List;

/**
 * A paper's place in the order.
 *
 * @param value without unit, higher is better; only comparable within one ranking
 * @param topics the topics it belongs to, best first
 * @param reason one line for the reader
 */
public record Score(Paper paper, double value, List<TopicMatch> topics, String reason) {}

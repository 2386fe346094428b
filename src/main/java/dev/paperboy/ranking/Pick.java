package dev.paperboy.ranking;

import java.util.Map;
import java.util.Set;

/**
 * A ranked paper as the choice for one reader sees it.
 *
 * @param position in the issue, from 1
 * @param paperId canonical id
 * @param trend between 0 and 1
 * @param topics how much it belongs to each of its topics, between 0 and 1, by slug
 * @param mainTopic the slug that it belongs to most, or empty
 * @param organisation or empty
 * @param words of its title, in lower case
 */
public record Pick(
        int position,
        String paperId,
        double trend,
        Map<String, Double> topics,
        String mainTopic,
        String organisation,
        Set<String> words) {}

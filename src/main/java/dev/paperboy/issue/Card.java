package dev.paperboy.issue;

import java.util.List;

/**
 * One entry of an issue, frozen when the issue was assembled: everything that a page or a mail shows of it.
 *
 * @param position rank in the issue, from 1; never changes, so that a delivery can name its papers by it
 * @param byline authors cut for reading, e.g. {@code A, B, C et al. (+4)}
 * @param excerpt the abstract cut at a sentence, or a model's summary where {@code aiSummary}
 * @param topics slugs, best match first; {@code topicNames} in the same order
 * @param signals e.g. {@code 41 upvotes · 3 comments}, or empty
 * @param published e.g. {@code 22 Nov 2026}, or empty
 * @param reason why it is in the issue, for somebody who follows every topic
 * @param score its trend when the issue was assembled, between 0 and 1
 * @param relevance how much it belongs to each of {@code topics}, between 0 and 1, in the same order
 * @param topicWords the words that speak for each of {@code topics}, in the same order
 * @param rise what it gained in the last day, e.g. {@code +41 upvotes in 24 h}, or empty
 */
public record Card(
        int position,
        String paperId,
        String title,
        String byline,
        String organisation,
        String excerpt,
        boolean aiSummary,
        List<String> topics,
        List<String> topicNames,
        String signals,
        String url,
        List<Link> links,
        String published,
        String reason,
        double score,
        boolean invented,
        List<Double> relevance,
        List<List<String>> topicWords,
        String rise) {

    /** Issues of earlier versions were frozen without the last two. */
    public Card {
        topicWords = topicWords == null
                ? topics.stream().map(slug -> List.<String>of()).toList()
                : topicWords;
        rise = rise == null ? "" : rise;
    }
}

package dev.paperboy.topic;

import java.util.List;

/**
 * One topic of one paper.
 *
 * @param slug the topic's slug
 * @param score above 0; about 2 when the paper touches the topic, 10 and more when it is all about it
 * @param words the terms that were found, or else learnt words, best first, at most four; may be empty when a category spoke for
 *     the topic
 */
public record TopicMatch(String slug, double score, List<String> words) {
    public TopicMatch {
        words = List.copyOf(words);
    }
}

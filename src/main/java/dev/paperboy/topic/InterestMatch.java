package dev.paperboy.topic;

import java.util.List;

/**
 * One stored interest that a paper meets.
 *
 * @param id as it was stored
 * @param words what the paper says that met it, as the paper spells it, in reading order, each once
 */
public record InterestMatch(String id, List<String> words) {
    public InterestMatch {
        words = List.copyOf(words);
    }
}

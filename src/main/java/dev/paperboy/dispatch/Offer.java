package dev.paperboy.dispatch;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The papers of an issue for one reader.
 *
 * @param positions in the order; empty where it has nothing new for them
 * @param wishes the reader's own words that brought some of these papers, by position
 */
record Offer(List<Integer> positions, Map<Integer, String> wishes) {

    static Offer of(List<Integer> positions, Taste taste) {
        return new Offer(
                positions,
                taste.liked().isEmpty()
                        ? Map.of()
                        : positions.stream()
                                .filter(taste.liked()::containsKey)
                                .collect(Collectors.toMap(Function.identity(), taste.liked()::get)));
    }

    boolean isEmpty() {
        return positions.isEmpty();
    }
}

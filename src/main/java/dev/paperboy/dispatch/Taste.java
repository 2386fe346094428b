package dev.paperboy.dispatch;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which entries of an issue a reader's own words ask for, and which they never want; by position.
 *
 * @param liked the words that asked for an entry
 */
record Taste(Map<Integer, String> liked, Set<Integer> muted) {

    static final Taste NONE = new Taste(Map.of(), Set.of());

    Taste {
        liked = Map.copyOf(liked);
        muted = Set.copyOf(muted);
    }

    /** The words that asked for some of these entries, by position. */
    Map<Integer, String> likedAmong(List<Integer> positions) {
        return liked.isEmpty()
                ? Map.of()
                : positions.stream()
                        .filter(liked::containsKey)
                        .collect(Collectors.toMap(Function.identity(), liked::get));
    }
}

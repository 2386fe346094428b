package dev.paperboy.dispatch;

import java.util.Map;
import java.util.Set;

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
}

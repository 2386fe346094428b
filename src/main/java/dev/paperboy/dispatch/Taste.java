package dev.paperboy.dispatch;

import java.util.Set;

/** Which entries of an issue a reader's own words ask for, and which they never want; by position. */
record Taste(Set<Integer> liked, Set<Integer> muted) {

    static final Taste NONE = new Taste(Set.of(), Set.of());

    Taste {
        liked = Set.copyOf(liked);
        muted = Set.copyOf(muted);
    }
}

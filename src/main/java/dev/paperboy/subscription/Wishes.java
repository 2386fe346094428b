package dev.paperboy.subscription;

import java.util.List;

/**
 * What a reader looks for, and never wants to see, in their own words beside the topics: plain words, phrases in quotes, a minus before
 * what must not occur; one wish an entry.
 */
public record Wishes(List<String> interests, List<String> mutes) {

    public static final Wishes NONE = new Wishes(List.of(), List.of());

    public Wishes {
        interests = List.copyOf(interests);
        mutes = List.copyOf(mutes);
    }

    public boolean areNone() {
        return interests.isEmpty() && mutes.isEmpty();
    }
}

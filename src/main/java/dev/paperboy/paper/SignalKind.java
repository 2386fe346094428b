package dev.paperboy.paper;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a source counts. */
public enum SignalKind {
    UPVOTES,
    COMMENTS,
    STARS,
    /** Of a story on a news site that links to the paper. */
    POINTS,
    /** Below such a story. */
    HN_COMMENTS;

    /** By its word in lower case with hyphens, such as {@code hn-comments}. */
    public static Optional<SignalKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }

    /** Whether a rise of it says that a paper is trending. */
    public boolean rises() {
        return this == UPVOTES || this == POINTS;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

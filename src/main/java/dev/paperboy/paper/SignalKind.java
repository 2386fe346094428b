package dev.paperboy.paper;

/** What a source counts. */
public enum SignalKind {
    UPVOTES,
    COMMENTS,
    STARS,
    /** Of a story on a news site that links to the paper. */
    POINTS,
    /** Below such a story. */
    HN_COMMENTS;

    /** Whether a rise of it says that a paper is trending. */
    public boolean rises() {
        return this == UPVOTES || this == POINTS;
    }
}

package dev.paperboy.ranking;

import java.time.Duration;

/**
 * How much each part of a trend counts. The first four should add up to one, so that a trend is at most one.
 *
 * @param level of the paper's place among those of its list day, by upvotes
 * @param velocity of its rise lately
 * @param talk of its comments, here and elsewhere
 * @param code of the stars on its code
 * @param halfLife after which a paper's trend counts half
 * @param prior how long a source must have been able to vote before its vote counts as much as the source's mean
 * @param lately how far back a rise is looked for
 */
public record Weights(
        double level, double velocity, double talk, double code, Duration halfLife, Duration prior, Duration lately) {

    public static final Weights USUAL =
            new Weights(0.50, 0.30, 0.12, 0.08, Duration.ofHours(60), Duration.ofHours(12), Duration.ofHours(24));

    /** For the week as a whole: its first days count as much as its last, and a rise is that of the week. */
    public static final Weights OF_THE_WEEK =
            new Weights(0.45, 0.25, 0.18, 0.12, Duration.ofDays(60), Duration.ofHours(12), Duration.ofDays(7));
}

package dev.paperboy.subscription;

import java.time.ZoneId;
import java.util.List;

/**
 * What a reader wants, and when.
 *
 * @param topics slugs; empty means all papers
 * @param hour of the day in the reader's zone, 0 to 23
 * @param papers at most so many in a mail, 3 to 25: more and mail clients clip it
 */
public record Preferences(List<String> topics, Frequency frequency, ZoneId zone, int hour, int papers) {

    public static final int USUAL_HOUR = 7;
    public static final int FEWEST_PAPERS = 3;
    public static final int USUAL_PAPERS = 10;
    public static final int MOST_PAPERS = 25;

    public Preferences {
        topics = List.copyOf(topics);
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("hour " + hour);
        }
        if (papers < FEWEST_PAPERS || papers > MOST_PAPERS) {
            throw new IllegalArgumentException("papers " + papers);
        }
    }

    /** With the usual number of papers. */
    public Preferences(List<String> topics, Frequency frequency, ZoneId zone, int hour) {
        this(topics, frequency, zone, hour, USUAL_PAPERS);
    }
}

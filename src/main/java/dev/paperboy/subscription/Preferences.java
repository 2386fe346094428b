package dev.paperboy.subscription;

import java.time.ZoneId;
import java.util.List;

/**
 * What a reader wants, and when.
 *
 * @param topics slugs; empty means all papers
 * @param hour of the day in the reader's zone, 0 to 23
 */
public record Preferences(List<String> topics, Frequency frequency, ZoneId zone, int hour) {

    public Preferences {
        topics = List.copyOf(topics);
        if (hour < 0 || hour > 23) {
            throw new IllegalArgumentException("hour " + hour);
        }
    }
}

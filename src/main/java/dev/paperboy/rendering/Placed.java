package dev.paperboy.rendering;

/**
 * A paper that was chosen for a reader, and why.
 *
 * @param position its place in the issue, from 1
 * @param followed slug of the topic, among those that the reader follows, which it matches best; empty when the reader follows all
 *     topics, or when it came by its trend
 * @param wish the reader's own words that it matched, shown on one line; empty when there are none. They go before the topic
 */
public record Placed(int position, String followed, String wish) {}

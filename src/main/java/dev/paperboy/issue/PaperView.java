package dev.paperboy.issue;

import java.util.List;

/**
 * A paper as a page shows it.
 *
 * @param path of its own page here
 * @param abstractText the whole of it, paragraphs parted by an empty line
 * @param authors all of them, joined by commas
 * @param topics in the order of {@code card.topics}
 */
public record PaperView(Card card, String path, String abstractText, String authors, List<TopicLabel> topics) {

    /** A topic's slug for links and its name for eyes. */
    public record TopicLabel(String slug, String name) {}
}

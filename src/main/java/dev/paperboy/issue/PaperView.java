package dev.paperboy.issue;

import java.util.List;

/**
 * A paper as a page shows it.
 *
 * @param abstractText the whole of it, paragraphs parted by an empty line
 * @param authors all of them, joined by commas
 * @param topics in the order of {@code card.topics}
 */
public record PaperView(Card card, String abstractText, String authors, List<TopicLabel> topics) {

    /** A topic's slug for links and its name for eyes. */
    public record TopicLabel(String slug, String name) {}
}

package dev.paperboy.issue;

import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import java.util.List;

/**
 * A paper as a page shows it.
 *
 * @param path of its own page here
 * @param abstractText the whole of it, paragraphs parted by an empty line
 * @param authors all of them, joined by commas
 * @param topics in the order of {@code card.topics}
 * @param categories of arXiv, joined by commas, the primary one marked
 */
public record PaperView(
        Card card,
        String path,
        String abstractText,
        String authors,
        List<TopicLabel> topics,
        String categories,
        PaperFacts facts) {

    /** Whether its id is arXiv's. */
    public boolean arxiv() {
        return new PaperId(card.paperId()).isArxiv();
    }

    /** The day of its withdrawal in words; empty where it was not. */
    public String withdrawn() {
        return facts.withdrawnOn() == null ? "" : DayView.words(facts.withdrawnOn());
    }

    /** A topic's slug for links and its name for eyes. */
    public record TopicLabel(String slug, String name) {}
}

package dev.paperboy.rendering;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Link;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A card as the mail shows it: words on one line each, and no link that a mail must not carry. "" means none. */
record CardView(
        String title,
        String url,
        String byline,
        String excerpt,
        boolean aiSummary,
        String topics,
        String facts,
        List<Link> links,
        boolean invented) {

    static CardView of(Card card) {
        var url = ForeignText.webUrl(card.url());
        return new CardView(
                ForeignText.oneLine(card.title()),
                url,
                joined(card.byline(), card.organisation()),
                ForeignText.oneLine(card.excerpt()),
                card.aiSummary(),
                card.topicNames().stream().map(ForeignText::oneLine).collect(Collectors.joining(", ")),
                joined(card.signals(), card.published().isEmpty() ? "" : "published " + card.published()),
                links(card.links(), url),
                card.invented());
    }

    /** Stands in for the number that this paper has in the reader's own order. */
    public String rank() {
        return Slot.RANK.mark();
    }

    /** Stands in for the lines that say why this reader gets this paper. */
    public String reason() {
        return Slot.REASON.mark();
    }

    private static String joined(String first, String second) {
        return Stream.of(first, second)
                .map(ForeignText::oneLine)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static List<Link> links(List<Link> links, String titleUrl) {
        var seen = new HashSet<String>();
        seen.add(titleUrl);
        return links.stream()
                .map(link -> new Link(ForeignText.oneLine(link.label()), ForeignText.webUrl(link.url())))
                .filter(link -> !link.url().isEmpty() && seen.add(link.url()))
                .toList();
    }
}

package dev.paperboy.issue;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The archive as Atom (RFC 4287). */
@ApplicationScoped
class Feeds {

    /** A summary, and not the issue once more. */
    private static final int TITLES = 10;

    private final Issues issues;
    private final PublicUrls urls;
    private final Newsletter newsletter;

    Feeds(Issues issues, PublicUrls urls, Newsletter newsletter) {
        this.issues = issues;
        this.urls = urls;
        this.newsletter = newsletter;
    }

    record Feed(String name, String home, String self, String updated, List<Item> items) {}

    /** @param more how many titles were left out */
    record Item(String url, String title, String updated, List<String> titles, int more) {}

    Feed latest(int most) {
        List<Item> items = issues.published(most).stream().map(this::item).toList();
        String updated =
                items.isEmpty() ? Instant.EPOCH.toString() : items.getFirst().updated();
        return new Feed(newsletter.name(), urls.home(), urls.home() + "issues/feed.atom", updated, items);
    }

    private Item item(Issue issue) {
        Instant made = issues.assembledAt(issue.id()).orElseThrow().truncatedTo(ChronoUnit.SECONDS);
        String words = (issue.weekly() ? "Week to " : "") + DayView.words(issue.date());
        List<String> titles = issues.cards(issue.id()).stream().map(Card::title).toList();
        return new Item(
                urls.issue(issue.weekly(), issue.date()),
                words,
                made.toString(),
                titles.subList(0, Math.min(TITLES, titles.size())),
                Math.max(0, titles.size() - TITLES));
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.rendering.IssueMail;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.ReaderSlots;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The mail of an issue, rendered once and kept for all its readers. Previews, tests, welcomes and sends all come from here. */
@ApplicationScoped
class IssueMails {

    private static final int KEPT = 8;

    private final Issues issues;
    private final MailRenderer renderer;
    private final Topics topics;
    private final PublicUrls urls;
    private final Map<Long, Prepared> prepared = new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Prepared> eldest) {
            return size() > KEPT;
        }
    };

    IssueMails(Issues issues, MailRenderer renderer, Topics topics, PublicUrls urls) {
        this.issues = issues;
        this.renderer = renderer;
        this.topics = topics;
        this.urls = urls;
    }

    record Prepared(Issue issue, List<Card> cards, Choice choice, IssueMail mail) {}

    /** An issue's entries never change once written, so what was rendered stays right; an empty one may still be filled. */
    Prepared of(Issue issue) {
        Prepared known = kept(issue.id());
        if (known != null) {
            return known;
        }
        // Outside the lock: two threads may render the same once, but none waits for the database while it holds others
        // up.
        List<Card> cards = issues.cards(issue.id());
        Prepared fresh = new Prepared(issue, cards, new Choice(cards), renderer.prepare(issue, cards));
        if (!cards.isEmpty()) {
            keep(fresh);
        }
        return fresh;
    }

    private synchronized Prepared kept(long issueId) {
        return prepared.get(issueId);
    }

    private synchronized void keep(Prepared fresh) {
        prepared.put(fresh.issue().id(), fresh);
    }

    RenderedMail compose(Issue issue, List<Integer> positions, List<String> chosenTopics, UUID readerKey) {
        ReaderSlots slots = new ReaderSlots(
                urls.issue(issue.weekly(), issue.date()),
                urls.preferences(readerKey),
                urls.unsubscribe(readerKey),
                choice(chosenTopics));
        return of(issue).mail().compose(slots, positions);
    }

    private String choice(List<String> chosenTopics) {
        return chosenTopics.isEmpty()
                ? "all topics"
                : chosenTopics.stream()
                        .map(slug -> topics.find(slug).map(Topic::name).orElse(slug))
                        .collect(Collectors.joining(", "));
    }
}

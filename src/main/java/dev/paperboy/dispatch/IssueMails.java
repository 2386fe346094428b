package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.rendering.IssueMail;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.Placed;
import dev.paperboy.rendering.ReaderSlots;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
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

    record Prepared(
            Issue issue, List<Card> cards, Map<Integer, List<String>> topicsAt, Choice choice, IssueMail mail) {}

    /** An issue's entries never change once written, so what was rendered stays right; an empty one may still be filled. */
    Prepared of(Issue issue) {
        Prepared known = kept(issue.id());
        if (known != null) {
            return known;
        }
        // Outside the lock: two threads may render the same once, but none waits for the database while it holds others
        // up.
        List<Card> cards = issues.cards(issue.id());
        Map<Integer, List<String>> topicsAt = cards.stream().collect(Collectors.toMap(Card::position, Card::topics));
        Prepared fresh = new Prepared(issue, cards, topicsAt, new Choice(cards), renderer.prepare(issue, cards));
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

    /** Writes one reader's copy into an empty buffer. */
    void write(Copy copy, Letterhead letterhead, MailBuffer mail) {
        Prepared its = of(copy.issue());
        its.mail().write(slots(copy), letterhead, placed(its, copy), mail);
    }

    /** Writes a copy that says in its subject that it is a test. */
    void writeTest(Copy copy, Letterhead letterhead, MailBuffer mail) {
        Prepared its = of(copy.issue());
        its.mail().writeTest(slots(copy), letterhead, placed(its, copy), mail);
    }

    /** The same copy for the eye. */
    RenderedMail compose(Copy copy) {
        Prepared its = of(copy.issue());
        return its.mail().compose(slots(copy), placed(its, copy));
    }

    /**
     * What one reader gets.
     *
     * @param topics slugs that the reader follows; empty means all
     * @param wishes the reader's own words that entries met, by their positions
     */
    record Copy(
            Issue issue, List<Integer> positions, Map<Integer, String> wishes, List<String> topics, UUID readerKey) {}

    private ReaderSlots slots(Copy copy) {
        return new ReaderSlots(
                urls.issue(copy.issue().weekly(), copy.issue().date()),
                urls.preferences(copy.readerKey()),
                urls.unsubscribe(copy.readerKey()),
                choice(copy.topics()));
    }

    /** Each paper with the reason that is this reader's own. */
    private static List<Placed> placed(Prepared prepared, Copy copy) {
        List<Placed> placed = new ArrayList<>(copy.positions().size());
        for (Integer position : copy.positions()) {
            List<String> topics = prepared.topicsAt().getOrDefault(position, List.of());
            placed.add(new Placed(
                    position,
                    firstFollowed(topics, copy.topics()),
                    copy.wishes().getOrDefault(position, "")));
        }
        return placed;
    }

    private static String firstFollowed(List<String> bestFirst, List<String> followed) {
        for (String topic : bestFirst) {
            if (followed.contains(topic)) {
                return topic;
            }
        }
        return "";
    }

    private String choice(List<String> chosenTopics) {
        return chosenTopics.isEmpty()
                ? "all topics"
                : chosenTopics.stream()
                        .map(slug -> topics.find(slug).map(Topic::name).orElse(slug))
                        .collect(Collectors.joining(", "));
    }
}

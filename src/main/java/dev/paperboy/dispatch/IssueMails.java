package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Contents;
import dev.paperboy.rendering.IssueMail;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.Placed;
import dev.paperboy.rendering.ReaderSlots;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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
            Issue issue,
            List<Card> cards,
            Map<Integer, Card> cardAt,
            Choice choice,
            IssueTopics topics,
            IssueMail mail) {}

    /** An issue's entries never change once written, so what was rendered stays right; an empty one may still be filled. */
    Prepared of(Issue issue) {
        Prepared known = kept(issue.id());
        if (known != null) {
            return known;
        }
        // Outside the lock: two threads may render the same once, but none waits for the database while it holds others
        // up.
        List<Card> cards = issues.cards(issue.id());
        Map<Integer, Card> cardAt = cards.stream().collect(Collectors.toMap(Card::position, Function.identity()));
        Prepared fresh = new Prepared(
                issue,
                cards,
                cardAt,
                new Choice(issue, cards),
                new IssueTopics(issues.topics(issue.id()), topics.all()),
                renderer.prepare(issue, cards));
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
        its.mail().write(slots(its, copy), letterhead, placed(its, copy), mail);
    }

    /** Writes a copy that says in its subject that it is a test. */
    void writeTest(Copy copy, Letterhead letterhead, MailBuffer mail) {
        Prepared its = of(copy.issue());
        its.mail().writeTest(slots(its, copy), letterhead, placed(its, copy), mail);
    }

    /** The same copy for the eye. */
    RenderedMail compose(Copy copy) {
        Prepared its = of(copy.issue());
        return its.mail().compose(slots(its, copy), placed(its, copy));
    }

    /**
     * What one reader gets.
     *
     * @param topicsNow slugs that the reader follows now; looked at only where nobody wrote down what they followed then
     */
    record Copy(Issue issue, Contents contents, List<String> topicsNow, UUID readerKey) {

        private List<Integer> followed(IssueTopics topics) {
            return contents.topics() == null ? topics.numbers(topicsNow) : contents.topics();
        }
    }

    private ReaderSlots slots(Prepared prepared, Copy copy) {
        return new ReaderSlots(
                urls.issue(copy.issue().weekly(), copy.issue().date()),
                urls.preferences(copy.readerKey()),
                urls.unsubscribe(copy.readerKey()),
                prepared.topics().words(copy.followed(prepared.topics())));
    }

    /** Each paper with the reason that is this reader's own, best first for this reader; of equal ones the issue's order decides. */
    private static List<Placed> placed(Prepared prepared, Copy copy) {
        List<Integer> followed = copy.followed(prepared.topics());
        List<String> slugs = prepared.topics().slugs(followed);
        Contents contents = copy.contents();
        List<Worth> worths = new ArrayList<>(contents.papers().size());
        for (Integer position : contents.papers()) {
            Card card = prepared.cardAt().get(position);
            if (card == null) {
                throw new IllegalArgumentException("no paper at position " + position + " of this issue");
            }
            worths.add(worth(card, contents.wishes().getOrDefault(position, ""), followed.isEmpty(), slugs));
        }
        worths.sort(Comparator.comparingDouble(Worth::value).reversed());
        return worths.stream().map(Worth::placed).toList();
    }

    private record Worth(Placed placed, double value) {}

    /** What a reader's own words ask for goes first; then relevance to their topics times trend. */
    private static Worth worth(Card card, String wish, boolean everything, List<String> followed) {
        String topic = "";
        double relevance = everything ? 1 : 0;
        for (int i = 0; i < card.topics().size(); i++) {
            if (followed.contains(card.topics().get(i)) && card.relevance().get(i) > relevance) {
                topic = card.topics().get(i);
                relevance = card.relevance().get(i);
            }
        }
        double value = wish.isEmpty() ? relevance * card.score() : 1 + card.score();
        return new Worth(new Placed(card.position(), topic, wish), value);
    }
}

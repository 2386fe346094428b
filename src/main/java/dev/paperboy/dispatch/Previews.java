package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** An issue as its readers will see it, before or without sending it to them. */
@ApplicationScoped
public class Previews {

    /** Stands for no reader: the links in a preview or a test lead to a friendly page and change nothing. */
    private static final UUID NOBODY = new UUID(0, 0);

    private final Issues issues;
    private final Audience audience;
    private final IssueMails mails;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final Newsletter newsletter;
    private final PublicUrls urls;
    private final Clock clock;

    Previews(
            Issues issues,
            Audience audience,
            IssueMails mails,
            Subscriptions subscriptions,
            Outbox outbox,
            Newsletter newsletter,
            PublicUrls urls,
            Clock clock) {
        this.issues = issues;
        this.audience = audience;
        this.mails = mails;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.newsletter = newsletter;
        this.urls = urls;
        this.clock = clock;
    }

    /** The mail of somebody who chose these topics; empty where nothing matches. */
    public Optional<RenderedMail> forTopics(long issueId, List<String> topics) {
        return copyForTopics(issueId, topics).map(mails::compose);
    }

    private Optional<IssueMails.Copy> copyForTopics(long issueId, List<String> topics) {
        return issues.find(issueId).map(issue -> copyForTopics(issue, topics)).filter(copy -> !copy.contents()
                .isEmpty());
    }

    private IssueMails.Copy copyForTopics(Issue issue, List<String> topics) {
        IssueMails.Prepared prepared = mails.of(issue);
        List<Integer> papers = prepared.choice().of(topics, Taste.NONE, new BitSet(), Preferences.USUAL_PAPERS);
        return new IssueMails.Copy(
                issue, new Contents(papers, Map.of(), prepared.topics().lasting(topics)), topics, NOBODY);
    }

    /** The mail of this reader: what they got, where they got it, else what they would get now. */
    public Optional<RenderedMail> forReader(long issueId, long readerId) {
        Optional<Issue> issue = issues.find(issueId);
        Optional<Reader> reader = subscriptions.find(readerId);
        if (issue.isEmpty() || reader.isEmpty()) {
            return Optional.empty();
        }
        List<String> topics = reader.get().preferences().topics();
        return outbox.find(issueId, readerId)
                .filter(delivery -> delivery.status().brings())
                .map(Delivery::contents)
                .or(() -> Optional.of(audience.offer(issue.get(), reader.get())))
                .filter(contents -> !contents.isEmpty())
                .map(contents -> new IssueMails.Copy(issue.get(), contents, topics, NOBODY))
                .map(mails::compose);
    }

    /** Sends one copy at once, outside the ledger; empty where nothing matches these topics. */
    public Optional<Outbox.Tried> sendTest(long issueId, List<String> topics, EmailAddress to) {
        return copyForTopics(issueId, topics).map(copy -> {
            MailBuffer mail = new MailBuffer();
            mails.writeTest(copy, new Letterhead(to, urls.messageId(UUID.randomUUID()), clock.instant()), mail);
            return outbox.sendNow(new Envelope(newsletter.from().address(), to), mail);
        });
    }
}

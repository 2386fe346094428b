package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Composer;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes readers' mails of an issue, for those who still want it at this moment. */
@ApplicationScoped
class IssueComposer implements Composer {

    private final Subscriptions subscriptions;
    private final Issues issues;
    private final IssueMails mails;
    private final Newsletter newsletter;
    private final PublicUrls urls;
    private final DispatchSettings settings;
    private final Clock clock;

    IssueComposer(
            Subscriptions subscriptions,
            Issues issues,
            IssueMails mails,
            Newsletter newsletter,
            PublicUrls urls,
            DispatchSettings settings,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.issues = issues;
        this.mails = mails;
        this.newsletter = newsletter;
        this.urls = urls;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public boolean composes(DeliveryKind kind) {
        return kind == DeliveryKind.ISSUE;
    }

    @Override
    public Batch prepare(List<Delivery> deliveries) {
        Map<Long, Reader> readers = subscriptions.byIds(
                deliveries.stream().map(Delivery::readerId).distinct().toList());
        Map<Long, Issue> its = issues.byIds(
                deliveries.stream().map(Delivery::issueId).distinct().toList());
        // Rendered here, where it may read the database, and not by the first worker.
        its.values().forEach(this::renderAhead);
        return new Copies(readers, its);
    }

    private void renderAhead(Issue issue) {
        try {
            mails.of(issue);
        } catch (RuntimeException broken) {
            // Its own mails say so, each for itself; those of other issues in the same batch go out.
            Log.errorf(broken, "the %s issue of %s cannot be rendered", issue.kind(), issue.date());
        }
    }

    private final class Copies implements Batch {

        private final Map<Long, Reader> readers;
        private final Map<Long, Issue> issues;

        private Copies(Map<Long, Reader> readers, Map<Long, Issue> issues) {
            this.readers = readers;
            this.issues = issues;
        }

        @Override
        public Optional<EmailAddress> to(Delivery delivery) {
            return Optional.ofNullable(readers.get(delivery.readerId())).map(Reader::email);
        }

        @Override
        public Composed compose(Delivery delivery, MailBuffer mail) {
            Reader reader = readers.get(delivery.readerId());
            Issue issue = issues.get(delivery.issueId());
            if (reader == null || issue == null) {
                throw new IllegalStateException("its reader or its issue is gone or cannot be read");
            }
            Instant now = clock.instant();
            if (!reader.welcomesMailOn(
                    LocalDate.ofInstant(now, reader.preferences().zone()))) {
                return new Composed.Skip("the reader was " + reader.status().word() + " when the time came");
            }
            if (issue.status() == IssueStatus.CANCELLED) {
                return new Composed.Cancelled("cancelled with its issue");
            }
            if (issue.status() == IssueStatus.HELD) {
                return new Composed.Wait("held with its issue");
            }
            if (delivery.notBefore().plus(settings.expiresAfter()).isBefore(now)) {
                // After a sleep of the machine mails may be due that nobody has held yet.
                return new Composed.Wait("too late to go by itself");
            }
            IssueMails.Copy copy = new IssueMails.Copy(
                    issue, delivery.contents(), reader.preferences().topics(), reader.key());
            mails.write(copy, new Letterhead(reader.email(), urls.messageId(delivery.messageKey()), now), mail);
            return new Composed.Ready(new Envelope(newsletter.from().address(), reader.email()));
        }
    }
}

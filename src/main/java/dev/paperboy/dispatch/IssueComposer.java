package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Composer;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;

/** Makes one reader's mail of an issue, if they still want it at this moment. */
@ApplicationScoped
class IssueComposer implements Composer {

    private final Subscriptions subscriptions;
    private final Issues issues;
    private final IssueMails mails;
    private final IssueLetter letter;
    private final Clock clock;

    IssueComposer(Subscriptions subscriptions, Issues issues, IssueMails mails, IssueLetter letter, Clock clock) {
        this.subscriptions = subscriptions;
        this.issues = issues;
        this.mails = mails;
        this.letter = letter;
        this.clock = clock;
    }

    @Override
    public boolean composes(DeliveryKind kind) {
        return kind == DeliveryKind.ISSUE;
    }

    @Override
    public Composed compose(Delivery delivery) {
        Reader reader = subscriptions.find(delivery.readerId()).orElseThrow();
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), reader.preferences().zone());
        if (!reader.welcomesMailOn(today)) {
            return new Composed.Skip("the reader was " + reader.status().word() + " when the time came");
        }
        Issue issue = issues.find(delivery.issueId()).orElseThrow();
        if (issue.status() == IssueStatus.CANCELLED) {
            return new Composed.Skip("the issue was cancelled");
        }
        if (issue.status() == IssueStatus.HELD) {
            return new Composed.Wait("held with its issue");
        }
        RenderedMail mail =
                mails.compose(issue, delivery.papers(), reader.preferences().topics(), reader.key());
        return new Composed.Ready(letter.to(reader.email(), reader.key(), delivery.messageKey(), mail));
    }
}

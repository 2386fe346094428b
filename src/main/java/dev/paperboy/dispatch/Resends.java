package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Bundle;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Mails that go out again because an operator says so. */
@ApplicationScoped
public class Resends {

    private final Issues issues;
    private final Outbox outbox;

    Resends(Issues issues, Outbox outbox) {
        this.issues = issues;
        this.outbox = outbox;
    }

    /** A mail that has failed or is in doubt. */
    @Transactional
    public Resend one(long deliveryId) {
        Optional<Long> issueId = outbox.find(deliveryId).map(Delivery::issueId);
        return issueId.isPresent() && !mayGo(issueId.get())
                ? new Resend.Cancelled()
                : new Resend.Queued(outbox.sendAgain(deliveryId).stream().count());
    }

    /** All of these mails that are in doubt. */
    @Transactional
    public Resend doubts(Bundle bundle) {
        return switch (bundle) {
            case Bundle.OfIssue(long issueId) when !mayGo(issueId) -> new Resend.Cancelled();
            case Bundle.OfIssue _, Bundle.Notices _ -> new Resend.Queued(outbox.sendDoubtsAgain(bundle));
        };
    }

    /** An issue that was done is being sent again, so that it can be held, expires, and is finished once more. */
    private boolean mayGo(long issueId) {
        issues.reopen(issueId);
        return issues.find(issueId)
                .map(Issue::status)
                .filter(IssueStatus.CANCELLED::equals)
                .isEmpty();
    }
}

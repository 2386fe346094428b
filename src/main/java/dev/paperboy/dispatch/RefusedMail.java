package dev.paperboy.dispatch;

import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.outbox.Refusals;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Acts on refusals: an address that is gone is not written to again, and an issue that is refused waits for an operator. */
@ApplicationScoped
class RefusedMail implements Refusals {

    private final Subscriptions subscriptions;
    private final Dispatch dispatch;
    private final Issues issues;
    private final Outbox outbox;

    RefusedMail(Subscriptions subscriptions, Dispatch dispatch, Issues issues, Outbox outbox) {
        this.subscriptions = subscriptions;
        this.dispatch = dispatch;
        this.issues = issues;
        this.outbox = outbox;
    }

    @Override
    public void addressIsGone(long readerId, String reply) {
        subscriptions.suppress(readerId, reply);
    }

    @Override
    public void addressIsThereAfterAll(long readerId, String reply) {
        subscriptions.reinstate(readerId, reply);
    }

    @Override
    public void mailWaits(long issueId) {
        // The lock waits for whoever is cancelling it at this moment.
        QuarkusTransaction.requiringNew().run(() -> {
            issues.lockAndAskIfSealed(issueId);
            if (issues.find(issueId).orElseThrow().status() == IssueStatus.CANCELLED) {
                outbox.cancel(issueId);
            }
        });
    }

    @Override
    public void issueIsRefused(long issueId, String reply) {
        hold(issueId, "the relay refuses our mail: " + reply);
    }

    @Override
    public void issueCannotBeMade(long issueId, String why) {
        hold(issueId, "one mail after the other cannot be made: " + why);
    }

    private void hold(long issueId, String cause) {
        String why = cause + (cause.endsWith(".") ? "" : ".");
        if (dispatch.hold(issueId, why + " Put that right, then send the issue on.") instanceof Turn.Turned) {
            Log.errorf("an issue is held, because %s", why);
        }
    }
}

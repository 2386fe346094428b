package dev.paperboy.dispatch;

import dev.paperboy.issue.Turn;
import dev.paperboy.outbox.Refusals;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;

/** Acts on refusals: an address that is gone is not written to again, and an issue that is refused waits for an operator. */
@ApplicationScoped
class RefusedMail implements Refusals {

    private final Subscriptions subscriptions;
    private final Dispatch dispatch;

    RefusedMail(Subscriptions subscriptions, Dispatch dispatch) {
        this.subscriptions = subscriptions;
        this.dispatch = dispatch;
    }

    @Override
    public void addressIsGone(long readerId, String reply) {
        subscriptions.suppress(readerId, reply);
    }

    @Override
    public void issueIsRefused(long issueId, String reply) {
        String why = "the relay refuses our mail: " + reply + (reply.endsWith(".") ? "" : ".");
        if (dispatch.hold(issueId, why + " Put that right, then send the issue on.") instanceof Turn.Turned) {
            Log.errorf("an issue is held, because %s", why);
        }
    }
}

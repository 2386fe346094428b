package dev.paperboy.dispatch;

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
        Log.errorf("the relay refuses the issue, so it is held: %s", reply);
        dispatch.hold(issueId, "the relay refuses our mail: " + reply + " Put that right, then send the issue on.");
    }
}

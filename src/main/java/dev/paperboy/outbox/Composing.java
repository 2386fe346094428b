package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;
import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Makes the bytes of mails: finds who composes them, has them signed, and lets nobody's trouble become another's. */
@ApplicationScoped
class Composing {

    /** So many mails of an issue that cannot be made, with none in between that can, may each be its reader's trouble. */
    private static final int MOST_UNMADE = 20;

    private final List<Composer> composers;
    private final Signer signer;
    private final Verdicts verdicts;
    private final Instance<Refusals> refusals;
    private final Clock clock;
    private final Map<Long, InARow> unmade = new ConcurrentHashMap<>();

    Composing(
            @All List<Composer> composers, Signer signer, Verdicts verdicts, Instance<Refusals> refusals, Clock clock) {
        this.composers = composers;
        this.signer = signer;
        this.verdicts = verdicts;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** What is ready, or what its row is to become instead. */
    sealed interface Result {

        record Ready(Envelope envelope) implements Result {}

        record Settled(Mark mark) implements Result {}
    }

    /** A batch for each of these rows, in their order; rows of one composer share theirs. */
    List<Composer.Batch> prepare(List<Delivery> deliveries) {
        List<Composer.Batch> batches = new ArrayList<>();
        for (Composer composer : composers) {
            List<Delivery> its = deliveries.stream()
                    .filter(delivery -> composer.composes(delivery.kind()))
                    .toList();
            batches.add(its.isEmpty() ? null : composer.prepare(its));
        }
        return deliveries.stream()
                .map(delivery -> batches.get(composerOf(delivery.kind())))
                .toList();
    }

    private int composerOf(DeliveryKind kind) {
        for (int i = 0; i < composers.size(); i++) {
            if (composers.get(i).composes(kind)) {
                return i;
            }
        }
        throw new IllegalStateException("nobody composes " + kind);
    }

    Result compose(Supply.Item item, MailBuffer mail) {
        Delivery delivery = item.delivery();
        mail.clear();
        try {
            return switch (item.batch().compose(delivery, mail)) {
                case Composer.Composed.Skip skip ->
                    new Result.Settled(Mark.untried(delivery, DeliveryStatus.SKIPPED, skip.reason(), clock.instant()));
                case Composer.Composed.Cancelled cancelled ->
                    new Result.Settled(
                            Mark.untried(delivery, DeliveryStatus.CANCELLED, cancelled.reason(), clock.instant()));
                case Composer.Composed.Wait wait -> new Result.Settled(Mark.held(delivery, wait.reason()));
                case Composer.Composed.Ready ready -> {
                    signer.sign(mail);
                    made(delivery);
                    yield new Result.Ready(ready.envelope());
                }
            };
        } catch (RuntimeException broken) {
            Log.errorf(broken, "delivery %d could not be composed; the others go on", delivery.id());
            return new Result.Settled(notMade(delivery, broken));
        }
    }

    private void made(Delivery delivery) {
        if (!unmade.isEmpty() && delivery.issueId() != null) {
            unmade.remove(delivery.issueId());
        }
    }

    /** What stops everybody's mail is not the readers' trouble: the issue waits for whoever can mend it. */
    private Mark notMade(Delivery delivery, RuntimeException broken) {
        if (delivery.issueId() == null) {
            return verdicts.notComposed(delivery, broken);
        }
        InARow row = unmade.computeIfAbsent(delivery.issueId(), _ -> new InARow(MOST_UNMADE));
        row.add(delivery);
        if (!row.isTooLong()) {
            return verdicts.notComposed(delivery, broken);
        }
        // Whoever sends the issue on has the next so many tried, so that those who are meant come to their end.
        unmade.remove(delivery.issueId(), row);
        hold(delivery.issueId(), broken);
        return Mark.held(delivery, Verdicts.notComposed(broken));
    }

    private void hold(long issueId, RuntimeException broken) {
        try {
            refusals.get().issueCannotBeMade(issueId, broken.toString());
        } catch (RuntimeException away) {
            Log.errorf(away, "issue %d is not held yet, though its mails cannot be made; it is tried again", issueId);
        }
    }
}

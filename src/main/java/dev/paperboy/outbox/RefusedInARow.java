package dev.paperboy.outbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** Mails that a relay refused one after the other. */
final class RefusedInARow {

    /** Refusals that are so far apart have nothing to do with one another. */
    private static final long ONE_ROW = Duration.ofMinutes(1).toNanos();

    private final int most;
    private final LongSupplier nanos;
    private final List<Former> formers = new ArrayList<>();
    private final Set<Long> takenBack = new HashSet<>();
    private volatile boolean isBegun;
    private long lastAt;

    /** @param most so many, with no mail in between that was taken, may still be the readers' own trouble */
    RefusedInARow(int most, LongSupplier nanos) {
        this.most = most;
        this.nanos = nanos;
    }

    /** A mail that was taken for refused. */
    record Former(Delivery delivery, DeliveryOutcome.Refused refused) {}

    /**
     * Counts another one.
     *
     * @param goesOn whether the row goes on however long ago the last one was
     * @return empty while it may be the readers' fault; else those before it. None of them comes a second time: whoever sends them again
     *     after the first has said that they are meant
     */
    synchronized Optional<List<Former>> another(Delivery delivery, DeliveryOutcome.Refused refused, boolean goesOn) {
        long now = nanos.getAsLong();
        if (now - lastAt > ONE_ROW && !goesOn) {
            startAnew();
        }
        lastAt = now;
        isBegun = true;
        if (formers.size() == most) {
            return Optional.of(formers.stream()
                    .filter(former -> !takenBack.contains(former.delivery().id()))
                    .toList());
        }
        formers.add(new Former(delivery, refused));
        return Optional.empty();
    }

    /** A mail was taken. Asked for every mail, so without a lock while there is nothing to end. */
    void end() {
        if (isBegun) {
            forget();
        }
    }

    private void startAnew() {
        if (formers.size() == most) {
            formers.forEach(former -> takenBack.add(former.delivery().id()));
        }
        formers.clear();
    }

    private synchronized void forget() {
        formers.clear();
        takenBack.clear();
        isBegun = false;
    }
}

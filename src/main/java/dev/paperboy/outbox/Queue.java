package dev.paperboy.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Ids of rows that were due when last looked, so that the workers of this process do not each sort the ledger for every mail. */
@ApplicationScoped
class Queue {

    private static final int LOOK_AHEAD = 200;

    private final Ledger ledger;
    private final Deque<Long> ids = new ArrayDeque<>();

    Queue(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The next row, leased to this worker; empty when nothing is due. */
    Optional<Delivery> next(String worker) {
        for (Optional<Long> id = nextId(); id.isPresent(); id = nextId()) {
            Optional<Delivery> leased = ledger.lease(id.get(), worker);
            if (leased.isPresent()) {
                return leased;
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<Long> nextId() {
        if (ids.isEmpty()) {
            ids.addAll(ledger.due(LOOK_AHEAD));
        }
        return Optional.ofNullable(ids.poll());
    }

    /** Something new is due, which may have to overtake what was read before. */
    synchronized void forget() {
        ids.clear();
    }
}

package dev.paperboy.outbox;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Mails that went wrong one after the other; one that is tried again and again counts once. */
final class InARow {

    private final int most;
    private final Set<Long> mails = ConcurrentHashMap.newKeySet();

    /** @param most so many may have gone wrong each for a reason of its own */
    InARow(int most) {
        this.most = most;
    }

    void add(Delivery delivery) {
        if (!isTooLong()) {
            mails.add(delivery.id());
        }
    }

    boolean isTooLong() {
        return mails.size() > most;
    }

    /** One went well. */
    void end() {
        if (!mails.isEmpty()) {
            mails.clear();
        }
    }
}

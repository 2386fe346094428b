package dev.paperboy.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * What a lane has leased and its workers have not begun: first to go first. Mails that must wait for their moment, because of a rate, wait
 * beside the others and keep no worker from them.
 */
final class Ahead {

    private final Deque<Supply.Item> ready = new ArrayDeque<>();
    private final Queue<Supply.Item> later =
            new PriorityQueue<>((one, other) -> Long.signum(one.turn() - other.turn()));

    synchronized void add(List<Supply.Item> items) {
        items.forEach(item -> (item.nanosToTurn() > 0 ? later : ready).add(item));
        notifyAll();
    }

    /** In front of all that may leave now. */
    synchronized void addFirst(List<Supply.Item> items) {
        items.reversed().forEach(item -> {
            if (item.nanosToTurn() > 0) {
                later.add(item);
            } else {
                ready.addFirst(item);
            }
        });
        notifyAll();
    }

    /** The next that may leave now; null where there is none for so long. */
    synchronized Supply.Item next(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (true) {
            Supply.Item first = later.peek();
            if (first != null && first.nanosToTurn() <= 0) {
                return later.poll();
            }
            if (!ready.isEmpty()) {
                return ready.poll();
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            TimeUnit.NANOSECONDS.timedWait(this, first == null ? left : Math.min(left, first.nanosToTurn()));
        }
    }

    /** How many may leave now. */
    synchronized int size() {
        return ready.size();
    }

    synchronized int sizeWithWhatWaits() {
        return ready.size() + later.size();
    }

    /** Takes out what is so. */
    synchronized List<Supply.Item> remove(Predicate<Supply.Item> which) {
        List<Supply.Item> removed = new ArrayList<>();
        for (Queue<Supply.Item> items : List.of(ready, later)) {
            for (Iterator<Supply.Item> each = items.iterator(); each.hasNext(); ) {
                Supply.Item item = each.next();
                if (which.test(item)) {
                    each.remove();
                    removed.add(item);
                }
            }
        }
        return removed;
    }
}

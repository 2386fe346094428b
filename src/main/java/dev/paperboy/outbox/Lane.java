package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;
import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * One relay's road: a feeder that leases what is due in batches, and a worker for each connection that composes, signs and hands over
 * one mail after the other. Whatever goes wrong here leaves the other lanes alone, and they take over what this one gives back.
 */
final class Lane {

    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration BREATH = Duration.ofMillis(500);
    private static final Duration MOMENT = Duration.ofMillis(20);
    private static final int MOST_NOTICES_AT_ONCE = 50;
    private static final String WAITED_LONG = "given back, for it had waited long for a connection";

    private final Courier.Route relay;
    private final Supply supply;
    private final Journal journal;
    private final int firstSlot;
    private final Composing composing;
    private final Results results;
    private final BeingHeld beingHeld;
    private final Breaker breaker;
    private final Crowd crowd;
    private final RelayHealth health;
    private final Bell bell = new Bell();
    private final Ahead ahead = new Ahead();
    private final Pace pace;
    private final AtomicBoolean callIsDue = new AtomicBoolean();
    private final Map<Long, Long> recalled = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    /** Whether mail has waited here for long and no worker has asked for any since. */
    private volatile boolean isStuck;

    Lane(
            Courier.Route relay,
            Supply supply,
            Marks marks,
            Journal journal,
            int firstSlot,
            Composing composing,
            Verdicts verdicts,
            BeingHeld beingHeld,
            Breaker breaker,
            OtherRelays others) {
        this.relay = relay;
        this.supply = supply;
        this.journal = journal;
        this.firstSlot = firstSlot;
        this.composing = composing;
        this.results = new Results(marks, verdicts, beingHeld);
        this.beingHeld = beingHeld;
        this.breaker = breaker;
        this.crowd = new Crowd(relay.connections());
        this.health = new RelayHealth(breaker, crowd, others);
        this.pace = new Pace(relay.connections());
    }

    void start() {
        threads.add(Thread.ofPlatform().daemon().name("outbox-" + relay.name()).start(this::feed));
        for (int number = 0; number < relay.connections(); number++) {
            int worker = number;
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("outbox-" + relay.name() + "-" + (worker + 1))
                    .start(() -> work(worker)));
        }
    }

    Breaker breaker() {
        return breaker;
    }

    Courier.Route relay() {
        return relay;
    }

    /** What is leased of this issue was leased under what is no longer so. */
    void recall(long issueId) {
        recalled.put(issueId, System.nanoTime());
    }

    private boolean isRecalled(Supply.Item item) {
        Long since = item.delivery().issueId() == null
                ? null
                : recalled.get(item.delivery().issueId());
        return since != null && item.leasedAt() - since < 0;
    }

    /** Something may be due. */
    void wake() {
        bell.ring();
    }

    private void feed() {
        boolean told = false;
        while (running) {
            boolean more = false;
            try {
                more = feedOnce();
                told = false;
            } catch (RuntimeException | Error broken) {
                // The database is away, or memory is short: the lane must live. Once is enough to be told of it.
                if (!told) {
                    Log.errorf(broken, "%s cannot read what is due; it is tried again until it can", relay.name());
                    told = true;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
            if (!more) {
                bell.await(IDLE);
            }
        }
    }

    /** Whether it is worth looking again at once. */
    private boolean feedOnce() {
        pace.measure();
        giveBackWhatWaitedLong();
        if (isStuck) {
            return false;
        }
        if (!breaker.letsThrough()) {
            return false;
        }
        int room = breaker.isOpen() ? Math.min(1, 1 - ahead.size()) : pace.ahead() - ahead.size();
        if (room < Math.max(1, pace.ahead() / 2) && !breaker.isOpen()) {
            // A person is waiting for a notice, so it passes what is leased already.
            ahead.addFirst(supply.notices(relay, MOST_NOTICES_AT_ONCE));
            return false;
        }
        List<Supply.Item> items = room < 1 ? List.of() : supply.take(relay, room);
        ahead.add(items);
        if (room > 0 && items.isEmpty()) {
            tryWithoutAMail();
        }
        return !items.isEmpty();
    }

    private void tryWithoutAMail() {
        if (breaker.canBeClosedByACall()) {
            callIsDue.set(true);
        } else {
            breaker.wasNotTried();
        }
    }

    /** Every worker may be busy with a relay that hangs, while another relay has nothing to do. */
    private void giveBackWhatWaitedLong() {
        List<Supply.Item> old = ahead.remove(item -> !supply.isFresh(item));
        isStuck |= !old.isEmpty();
        old.forEach(item -> giveBack(item, WAITED_LONG));
    }

    private void work(int number) {
        Journal.Slot slot = journal.slot(firstSlot + number);
        MailBuffer mail = new MailBuffer();
        try (Courier.Line line = relay.open()) {
            while (running) {
                if (!crowd.admits(number)) {
                    // The relay counts connections, not mails.
                    line.close();
                    crowd.await(number);
                    continue;
                }
                Supply.Item item = next();
                if (item == null) {
                    callIfDue(line);
                    continue;
                }
                try {
                    handle(item, line, slot, mail);
                } catch (RuntimeException | Error broken) {
                    Log.errorf(
                            broken,
                            "a worker of %s stumbled over delivery %d",
                            relay.name(),
                            item.delivery().id());
                    // What the other side has heard of that mail is not known; the next one begins on a new connection.
                    line.close();
                    if (!slot.isFree()) {
                        stopForGood(broken);
                        return;
                    }
                    LockSupport.parkNanos(BREATH.toNanos());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void callIfDue(Courier.Line line) {
        if (!callIsDue.getAndSet(false) || !breaker.canBeClosedByACall()) {
            return;
        }
        try {
            heed(health.learn(line.call()));
        } catch (RuntimeException | Error broken) {
            Log.errorf(broken, "%s could not be called; it is tried again", relay.name());
            line.close();
        }
    }

    private Supply.Item next() throws InterruptedException {
        if (isStuck) {
            isStuck = false;
            bell.ring();
        }
        Supply.Item item = ahead.next(BREATH.toNanos());
        if (item != null && left() <= pace.ahead() / 2) {
            bell.ring();
        }
        return item;
    }

    /** Where the relay has a rate, all that is leased waits for its moment; where a domain has one, it must not stand for the others. */
    private int left() {
        return relay.rate().isPresent() ? ahead.sizeWithWhatWaits() : ahead.size();
    }

    private void handle(Supply.Item item, Courier.Line line, Journal.Slot slot, MailBuffer mail) {
        Delivery delivery = item.delivery();
        while (running && beingHeld.has(delivery) && supply.isFresh(item)) {
            LockSupport.parkNanos(MOMENT.toNanos());
        }
        if (isRecalled(item)) {
            giveBack(item, "given back when its issue was held or cancelled");
            return;
        }
        if (!running || !supply.isFresh(item)) {
            giveBack(item, running ? WAITED_LONG : "given back when the process stopped");
            return;
        }
        slot.begin(Journal.Attempt.of(delivery));
        try {
            switch (composing.compose(item, mail)) {
                case Composing.Result.Ready ready -> hand(item, ready.envelope(), line, slot, mail);
                case Composing.Result.Settled settled -> {
                    results.settled(delivery, settled.mark(), slot);
                    letAnotherTry();
                }
            }
        } catch (RuntimeException | Error broken) {
            if (!slot.isNoted() && !slot.isFree()) {
                results.stumbled(delivery, broken, slot);
            }
            throw broken;
        } finally {
            if (slot.isNoted()) {
                slot.clear();
            }
        }
    }

    private void letAnotherTry() {
        if (breaker.wasNotTried()) {
            bell.ring();
        }
    }

    /**
     * How a mail ended cannot be written down any more, so that a mail after it could be sent twice. What the journal holds so far
     * settles everything at the next start.
     */
    void stopForGood(Throwable broken) {
        running = false;
        breaker.openForGood(
                "What becomes of mails cannot be written down any more: the journal in paperboy.data-dir is broken ("
                        + broken + "). Make room on its disk and start Paperboy again; no mail is lost.");
        bell.ring();
    }

    private void hand(Supply.Item item, Envelope envelope, Courier.Line line, Journal.Slot slot, MailBuffer mail) {
        Delivery delivery = item.delivery();
        RelayHealth.Judgement judgement;
        try {
            judgement = health.judged(delivery, line.send(envelope, mail, () -> {
                slot.dotIsNext();
                return supply.mayFinish(item);
            }));
        } catch (IllegalArgumentException unsendable) {
            if (slot.mayHaveEnded()) {
                throw unsendable;
            }
            results.unsendable(delivery, unsendable, slot);
            letAnotherTry();
            return;
        }
        pace.count();
        results.ended(delivery, judgement, slot);
        // Advice may be to rest, and the slot would say so long that the end of this mail is not known.
        slot.clear();
        heed(health.learn(judgement));
    }

    private void heed(RelayHealth.Advice advice) {
        switch (advice) {
            case RelayHealth.Advice.GoOn _ -> {}
            case RelayHealth.Advice.GoOnAgain _ -> bell.ring();
            case RelayHealth.Advice.Rest _ -> LockSupport.parkNanos(BREATH.toNanos());
            case RelayHealth.Advice.Stop(String reason) -> giveBackAll(reason);
        }
    }

    private void giveBackAll(String why) {
        ahead.remove(item -> true).forEach(item -> giveBack(item, why));
    }

    private void giveBack(Supply.Item item, String why) {
        supply.giveBack(relay, item, why);
        letAnotherTry();
    }

    /** Takes nothing new; connections finish the mail they are at. */
    void stopTaking() {
        running = false;
        bell.ring();
    }

    /** Gives back what was not begun, and returns when the connections have finished. */
    void awaitEnd(Duration longest) throws InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        if (breaker.isOpenForGood()) {
            return;
        }
        try {
            giveBackAll("given back when the process stopped");
        } catch (IllegalStateException noRoom) {
            Log.warnf(noRoom, "%s cannot give back what it had not begun; the next start does", relay.name());
        }
    }
}

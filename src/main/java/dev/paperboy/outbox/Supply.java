package dev.paperboy.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** Leases rows for the lanes: notices first, no more than a lane's share, each with its moment where a rate is set. */
final class Supply {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Beyond this a mail goes back to the ledger to wait there for its moment. */
    private static final Duration LONGEST_WAIT_HERE = Duration.ofSeconds(3);

    /** The end of a mail is not sent so shortly before its lease ends. */
    private static final Duration MARGIN_TO_FINISH = Duration.ofSeconds(10);

    /** What was read with a mail is believed for so long: its reader may have left since, its issue may have expired. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** From time to time it looks from the start again, for rows that came in behind the place that it had reached. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    /** Said of a mail for which a rate of ours has no moment yet. */
    static final String WAITS_FOR_ITS_TURN = "waits for its turn";

    private static final int NOTICES = DeliveryKind.CONFIRMATION.priority();
    private static final int ISSUES = DeliveryKind.ISSUE.priority();

    private final Ledger ledger;
    private final Composing composing;
    private final Throttle throttle;
    private final Map<String, Double> domains;
    private final Shares shares;
    private final Marks marks;
    private final Map<String, Instant> lastAsked = new HashMap<>();
    private final String node;
    private final AtomicLong leases;
    private final Queue<Unanswered> unanswered = new ConcurrentLinkedQueue<>();
    private final Runnable afterTaking;
    private final Clock clock;
    private LedgerSql.Place place = LedgerSql.Place.START;
    private long lookedBackAt = System.nanoTime();

    /** @param afterTaking lets lanes look again that had to wait until another one had taken its share */
    Supply(
            Ledger ledger,
            Composing composing,
            Throttle throttle,
            Map<String, Double> domains,
            Shares shares,
            Marks marks,
            String node,
            long epoch,
            Runnable afterTaking,
            Clock clock) {
        this.ledger = ledger;
        this.composing = composing;
        this.throttle = throttle;
        this.domains = domains;
        this.shares = shares;
        this.marks = marks;
        this.node = node;
        this.afterTaking = afterTaking;
        this.leases = new AtomicLong(Ledger.firstLease(epoch));
        this.clock = clock;
    }

    /**
     * A leased row.
     *
     * @param batch what composes it
     * @param leasedAt on the clock of {@link System#nanoTime}, which nobody sets
     * @param leasedOn on the wall's clock, which goes on while the whole machine sleeps
     * @param turn when it may leave, on the clock of {@link System#nanoTime}
     */
    record Item(Delivery delivery, Composer.Batch batch, long leasedAt, Instant leasedOn, long turn) {

        long nanosToTurn() {
            return turn - System.nanoTime();
        }

        Item notBefore(long moment) {
            return moment - turn > 0 ? new Item(delivery, batch, leasedAt, leasedOn, moment) : this;
        }
    }

    /** A number under which the database may have given a lease, or may still give one: its commit may be slower than our patience. */
    private record Unanswered(long number, long since) {

        boolean isOver() {
            return System.nanoTime() - since > Ledger.LEASE.toNanos();
        }
    }

    boolean isFresh(Item item) {
        return isWithin(FRESH, item);
    }

    boolean mayFinish(Item item) {
        return isWithin(Ledger.LEASE.minus(MARGIN_TO_FINISH), item);
    }

    /** By both clocks, because either may have missed some time. */
    private boolean isWithin(Duration age, Item item) {
        return System.nanoTime() - item.leasedAt() < age.toNanos()
                && clock.instant().isBefore(item.leasedOn().plus(age));
    }

    /** Up to so many rows that are due, notices before issues. */
    List<Item> take(Courier.Route relay, int most) {
        int share = shares.of(relay, most, withinRate(relay));
        if (share < 1) {
            return List.of();
        }
        List<Item> items = new ArrayList<>(lease(relay, NOTICES, share));
        if (items.size() < share) {
            addIssues(items, relay, share - items.size());
        }
        shares.taken(relay, items.size());
        if (!items.isEmpty()) {
            afterTaking.run();
        }
        return items;
    }

    /** What is wrong with issues comes up again at the next look; notices that are leased already do not wait for that. */
    private void addIssues(List<Item> items, Courier.Route relay, int most) {
        try {
            items.addAll(lease(relay, ISSUES, most));
        } catch (RuntimeException | Error broken) {
            if (items.isEmpty()) {
                throw broken;
            }
        }
    }

    List<Item> notices(Courier.Route relay, int most) {
        List<Item> items = lease(relay, NOTICES, shares.of(relay, most, withinRate(relay)));
        shares.taken(relay, items.size());
        return items;
    }

    /** What is leased takes its moments, so no more is leased than will leave soon. */
    private int withinRate(Courier.Route relay) {
        if (relay.rate().isEmpty()) {
            return Integer.MAX_VALUE;
        }
        boolean enoughForNow =
                throttle.ahead(name(relay), relay.rate().getAsDouble()).compareTo(SECOND) > 0;
        return enoughForNow ? 0 : (int) Math.ceil(relay.rate().getAsDouble());
    }

    private static String name(Courier.Route relay) {
        return "relay " + relay.name();
    }

    private List<Item> lease(Courier.Route relay, int priority, int most) {
        if (most < 1) {
            return List.of();
        }
        long begun = System.nanoTime();
        Instant begunOn = clock.instant();
        List<Delivery> rows =
                priority == NOTICES ? lease(priority, LedgerSql.Place.START, most) : leaseOn(priority, most);
        try {
            return rows.isEmpty() ? List.of() : inTurn(relay, rows, composing.prepare(rows), begun, begunOn);
        } catch (RuntimeException | Error broken) {
            rows.forEach(row -> giveBack(row, "could not be prepared: " + broken, clock.instant()));
            throw broken;
        }
    }

    /** Where the database did not answer, nobody knows whether it gave a lease; what it gave goes back as soon as it answers again. */
    private List<Delivery> lease(int priority, LedgerSql.Place after, int most) {
        unanswered.removeIf(lease -> ledger.release(lease.number()) || lease.isOver());
        long number = leases.incrementAndGet();
        try {
            List<Delivery> rows = ledger.lease(node, number, priority, after, most);
            if (!rows.isEmpty()) {
                // After a power cut, what may have been sent must not look as if it had not been begun.
                ledger.force();
            }
            return rows;
        } catch (RuntimeException | Error broken) {
            unanswered.add(new Unanswered(number, System.nanoTime()));
            throw broken;
        }
    }

    /** From the place that was reached, because behind it lie the traces of all that has been sent. */
    private synchronized List<Delivery> leaseOn(int priority, int most) {
        if (System.nanoTime() - lookedBackAt > LOOK_BACK.toNanos()) {
            place = LedgerSql.Place.START;
            lookedBackAt = System.nanoTime();
        }
        List<Delivery> rows = lease(priority, place, most);
        if (rows.size() < most) {
            place = LedgerSql.Place.START;
        } else {
            Delivery last = rows.getLast();
            place = new LedgerSql.Place(last.notBefore(), last.id());
        }
        return rows;
    }

    /** Domains first: a moment of the relay is for a mail that may leave then. */
    private List<Item> inTurn(
            Courier.Route relay, List<Delivery> rows, List<Composer.Batch> batches, long leasedAt, Instant leasedOn) {
        Map<String, Moments> ofDomains = domains.isEmpty() ? Map.of() : moments(rows, batches);
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        List<Item> items = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Moments ofDomain = ofDomains.get(domain(rows.get(i), batches.get(i)));
            Instant moment = ofDomain == null ? now : ofDomain.next();
            Duration wait = Duration.between(now, moment);
            if (wait.compareTo(LONGEST_WAIT_HERE) > 0) {
                giveBack(rows.get(i), WAITS_FOR_ITS_TURN, moment);
            } else {
                items.add(new Item(rows.get(i), batches.get(i), leasedAt, leasedOn, nanos + wait.toNanos()));
            }
        }
        return relay.rate().isEmpty() || items.isEmpty()
                ? items
                : inTurn(name(relay), relay.rate().getAsDouble(), items, now, nanos);
    }

    private List<Item> inTurn(String relay, double rate, List<Item> waiting, Instant now, long nanos) {
        Moments moments = new Moments(throttle.take(relay, rate, waiting.size()), rate);
        List<Item> items = new ArrayList<>(waiting.size());
        waiting.sort(Comparator.comparingLong(item -> item.turn() - nanos));
        for (Item item : waiting) {
            Instant moment = moments.next();
            Duration wait = Duration.between(now, moment);
            if (wait.compareTo(LONGEST_WAIT_HERE) > 0) {
                giveBack(item.delivery(), WAITS_FOR_ITS_TURN, moment);
            } else {
                items.add(item.notBefore(nanos + wait.toNanos()));
            }
        }
        return items;
    }

    /** For each domain with a rate, moments for the first of its mails, and for the others a time to ask again. */
    private Map<String, Moments> moments(List<Delivery> rows, List<Composer.Batch> batches) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String domain = domain(rows.get(i), batches.get(i));
            if (domains.containsKey(domain)) {
                counts.merge(domain, 1, Integer::sum);
            }
        }
        Map<String, Moments> moments = new HashMap<>();
        counts.forEach((domain, count) -> moments.put(domain, moments(domain, count)));
        return moments;
    }

    private Moments moments(String domain, int count) {
        double rate = domains.get(domain);
        String name = "domain " + domain;
        double left = LONGEST_WAIT_HERE.minus(throttle.ahead(name, rate)).toNanos() / 1e9;
        int granted = left < 0 ? 0 : Math.min(count, (int) Math.ceil(left * rate));
        Instant first = granted == 0 ? clock.instant() : throttle.take(name, rate, granted);
        return new Moments(first, rate, granted, askAgain(domain, rate, count - granted));
    }

    /** Those for whom there is no moment yet come back one after the other, behind all that were told so before. */
    private synchronized Instant askAgain(String domain, double rate, int count) {
        Instant first = later(
                clock.instant().plus(LONGEST_WAIT_HERE.plus(SECOND)), lastAsked.getOrDefault(domain, Instant.EPOCH));
        lastAsked.put(domain, first.plusNanos(Throttle.nanos(rate, count)));
        return first;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static String domain(Delivery row, Composer.Batch batch) {
        return batch.to(row)
                .map(address -> address.value()
                        .substring(address.value().lastIndexOf('@') + 1)
                        .toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private static final class Moments {

        private final Instant first;
        private final double rate;
        private final int granted;
        private final Instant askAgain;
        private int given;

        private Moments(Instant first, double rate) {
            this(first, rate, Integer.MAX_VALUE, Instant.MAX);
        }

        private Moments(Instant first, double rate, int granted, Instant askAgain) {
            this.first = first;
            this.rate = rate;
            this.granted = granted;
            this.askAgain = askAgain;
        }

        private Instant next() {
            int number = given++;
            return number < granted
                    ? first.plusNanos(Throttle.nanos(rate, number))
                    : askAgain.plusNanos(Throttle.nanos(rate, number - granted));
        }
    }

    /** It was not tried: it is due again at once. */
    void giveBack(Courier.Route relay, Item item, String why) {
        shares.gaveBack(relay);
        giveBack(item.delivery(), why, clock.instant());
    }

    /** By way of the marks, which do not give up while the database is away. */
    private void giveBack(Delivery delivery, String why, Instant when) {
        marks.add(new Marks.Note(delivery, Mark.back(delivery, why, when), null, List.of()), Ending.NOT_ACCEPTED);
    }
}

package dev.paperboy.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Leases rows for the lanes: notices first, no more than a lane's share, each with its moment where a rate is set. */
final class Supply {

    /** Beyond this a mail goes back to the ledger to wait there for its moment. */
    private static final Duration LONGEST_WAIT_HERE = Duration.ofSeconds(3);

    /** A mail is not begun so shortly before its lease ends, and its end is not sent so shortly before. */
    private static final Duration MARGIN_TO_BEGIN = Duration.ofSeconds(30);

    private static final Duration MARGIN_TO_FINISH = Duration.ofSeconds(10);

    /** From time to time it looks from the start again, for rows that came in behind the place that it had reached. */
    private static final Duration LOOK_BACK = Duration.ofSeconds(10);

    private static final int NOTICES = DeliveryKind.CONFIRMATION.priority();
    private static final int ISSUES = DeliveryKind.ISSUE.priority();

    private final Ledger ledger;
    private final Composing composing;
    private final Throttle throttle;
    private final Map<String, Double> domains;
    private final Shares shares;
    private final String node;
    private final long epoch;
    private final Clock clock;
    private LedgerSql.Place place = LedgerSql.Place.START;
    private long lookedBackAt = System.nanoTime();

    Supply(
            Ledger ledger,
            Composing composing,
            Throttle throttle,
            Map<String, Double> domains,
            Shares shares,
            String node,
            long epoch,
            Clock clock) {
        this.ledger = ledger;
        this.composing = composing;
        this.throttle = throttle;
        this.domains = domains;
        this.shares = shares;
        this.node = node;
        this.epoch = epoch;
        this.clock = clock;
    }

    /**
     * A leased row.
     *
     * @param batch what composes it
     * @param leaseEnds on the clock of {@link System#nanoTime}, which goes on while a process is stopped
     * @param turn when it may leave, on the same clock
     */
    record Item(Delivery delivery, Composer.Batch batch, long leaseEnds, long turn) {

        boolean mayBegin() {
            return System.nanoTime() - leaseEnds + MARGIN_TO_BEGIN.toNanos() < 0;
        }

        boolean mayFinish() {
            return System.nanoTime() - leaseEnds + MARGIN_TO_FINISH.toNanos() < 0;
        }

        long nanosToTurn() {
            return turn - System.nanoTime();
        }
    }

    /** Up to so many rows that are due, notices before issues. */
    List<Item> take(Courier.Route relay, int most) {
        int share = shares.of(relay, most);
        if (share < 1) {
            return List.of();
        }
        List<Item> items = new ArrayList<>(lease(relay, NOTICES, share));
        if (items.size() < share) {
            items.addAll(lease(relay, ISSUES, share - items.size()));
        }
        shares.taken(relay, items.size());
        return items;
    }

    List<Item> notices(Courier.Route relay, int most) {
        return lease(relay, NOTICES, most);
    }

    private List<Item> lease(Courier.Route relay, int priority, int most) {
        long begun = System.nanoTime();
        List<Delivery> rows = priority == NOTICES
                ? ledger.lease(node, epoch, priority, LedgerSql.Place.START, most)
                : leaseOn(priority, most);
        if (rows.isEmpty()) {
            return List.of();
        }
        List<Composer.Batch> batches;
        try {
            batches = composing.prepare(rows);
        } catch (RuntimeException broken) {
            ledger.mark(
                    epoch,
                    rows.stream()
                            .map(row -> back(row, "could not be prepared: " + broken))
                            .toList());
            throw broken;
        }
        return inTurn(relay, rows, batches, begun + Ledger.LEASE.toNanos());
    }

    /** From the place that was reached, because behind it lie the traces of all that has been sent. */
    private synchronized List<Delivery> leaseOn(int priority, int most) {
        if (System.nanoTime() - lookedBackAt > LOOK_BACK.toNanos()) {
            place = LedgerSql.Place.START;
            lookedBackAt = System.nanoTime();
        }
        List<Delivery> rows = ledger.lease(node, epoch, priority, place, most);
        if (rows.size() < most) {
            place = LedgerSql.Place.START;
        } else {
            Delivery last = rows.getLast();
            place = new LedgerSql.Place(last.notBefore(), last.id());
        }
        return rows;
    }

    private List<Item> inTurn(Courier.Route relay, List<Delivery> rows, List<Composer.Batch> batches, long leaseEnds) {
        Moments relays = relay.rate().isEmpty()
                ? null
                : moments("relay " + relay.name(), relay.rate().getAsDouble(), rows.size());
        Map<String, Moments> ofDomains = domains.isEmpty() ? Map.of() : domainMoments(rows, batches);
        List<Item> items = new ArrayList<>(rows.size());
        List<Mark> later = new ArrayList<>();
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        for (int i = 0; i < rows.size(); i++) {
            Instant moment = relays == null ? now : relays.next();
            Moments ofDomain = ofDomains.get(domain(rows.get(i), batches.get(i)));
            if (ofDomain != null && !hasItsMoment(rows.get(i))) {
                Instant its = ofDomain.next();
                moment = its.isAfter(moment) ? its : moment;
            }
            Duration wait = Duration.between(now, moment);
            if (wait.compareTo(LONGEST_WAIT_HERE) > 0) {
                later.add(Mark.back(rows.get(i), turnReply(rows.get(i), batches.get(i), ofDomain), moment));
            } else {
                items.add(new Item(rows.get(i), batches.get(i), leaseEnds, nanos + wait.toNanos()));
            }
        }
        if (!later.isEmpty()) {
            ledger.mark(epoch, later);
        }
        return items;
    }

    private static final String TURN = "waits for its turn at ";

    private String turnReply(Delivery row, Composer.Batch batch, Moments ofDomain) {
        return ofDomain == null ? row.reply() : TURN + domain(row, batch);
    }

    /** It was given a moment before, waited for it in the ledger, and must not be sent to the end of the queue again. */
    private static boolean hasItsMoment(Delivery row) {
        return row.reply().startsWith(TURN);
    }

    private Map<String, Moments> domainMoments(List<Delivery> rows, List<Composer.Batch> batches) {
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String domain = domain(rows.get(i), batches.get(i));
            if (domains.containsKey(domain) && !hasItsMoment(rows.get(i))) {
                counts.merge(domain, 1, Integer::sum);
            }
        }
        Map<String, Moments> moments = new HashMap<>();
        counts.forEach((domain, count) -> moments.put(domain, moments("domain " + domain, domains.get(domain), count)));
        return moments;
    }

    private static String domain(Delivery row, Composer.Batch batch) {
        return batch.to(row)
                .map(address -> address.value()
                        .substring(address.value().lastIndexOf('@') + 1)
                        .toLowerCase(Locale.ROOT))
                .orElse("");
    }

    private Moments moments(String name, double rate, int count) {
        return new Moments(throttle.take(name, rate, count), rate);
    }

    private static final class Moments {

        private final Instant first;
        private final double rate;
        private int given;

        private Moments(Instant first, double rate) {
            this.first = first;
            this.rate = rate;
        }

        private Instant next() {
            return first.plusNanos(Throttle.nanos(rate, given++));
        }
    }

    /** It was not tried: it is due again at once. */
    Mark back(Item item, String why) {
        return back(item.delivery(), why);
    }

    private Mark back(Delivery delivery, String why) {
        return Mark.back(delivery, why, clock.instant());
    }
}

package dev.paperboy.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Divides the mail among relays by their weights. A relay in trouble has no share until it is back, and one that may not take more for its
 * rate holds up none of the others; one of weight 0 has a share only while no other is well.
 */
final class Shares {

    /** How far a relay may run ahead of the others, in mails for each unit of weight: a tenth of what has left, within these bounds. */
    private static final int LEAST_AHEAD = 10;

    private static final int MOST_AHEAD = 200;

    /** Every relay that has room asks about once a second. */
    private static final long LONGEST_SILENCE = Duration.ofSeconds(3).toNanos();

    private final List<Courier.Route> relays;
    private final Predicate<Courier.Route> inGoodOrder;
    private final Map<String, Long> taken = new HashMap<>();
    private final Map<String, Long> askedAt = new HashMap<>();
    private final Map<String, Long> fullAt = new HashMap<>();

    Shares(List<Courier.Route> relays, Predicate<Courier.Route> inGoodOrder) {
        this.relays = relays;
        this.inGoodOrder = inGoodOrder;
    }

    /**
     * How many of so many it may take now.
     *
     * @param bearable how many its rate lets it take
     */
    synchronized int of(Courier.Route relay, int wanted, int bearable) {
        long now = System.nanoTime();
        askedAt.put(relay.name(), now);
        if (bearable == 0) {
            fullAt.put(relay.name(), now);
        }
        int most = Math.min(wanted, bearable);
        List<Courier.Route> others = others(relay, this::isWell);
        if (relay.weight() == 0) {
            return others.isEmpty() ? most : 0;
        }
        return others.stream()
                .filter(this::keepsUp)
                .map(this::level)
                .min(Double::compare)
                .map(least -> (int) Math.clamp((least + ahead()) * relay.weight() - count(relay), 0, most))
                .orElse(most);
    }

    private List<Courier.Route> others(Courier.Route relay, Predicate<Courier.Route> which) {
        return relays.stream()
                .filter(other -> !other.name().equals(relay.name()) && other.weight() > 0 && which.test(other))
                .toList();
    }

    /** The ratio has to be right for a short list too, and a long one must not be taken in small bites. */
    private double ahead() {
        double weights = relays.stream().mapToInt(Courier.Route::weight).sum();
        double all = relays.stream().mapToLong(this::count).sum();
        return Math.clamp(all / 10 / weights, LEAST_AHEAD, MOST_AHEAD);
    }

    synchronized void taken(Courier.Route relay, int count) {
        taken.merge(relay.name(), (long) count, Long::sum);
        // A relay that was away begins where the others are: what it missed is not made up for.
        relays.stream()
                .filter(other -> other.weight() > 0 && !keepsUp(other))
                .forEach(other -> taken.put(other.name(), (long) (level(relay) * other.weight())));
    }

    /** What went back without a try was not taken. */
    synchronized void gaveBack(Courier.Route relay) {
        taken.computeIfPresent(relay.name(), (_, count) -> Math.max(0, count - 1));
    }

    /** Whether it is well, and asks for work: one that hangs without failing must not hold the others up. */
    private boolean isWell(Courier.Route relay) {
        Long asked = askedAt.get(relay.name());
        return inGoodOrder.test(relay) && (asked == null || isRecent(asked));
    }

    /** Whether it could take more than it does: one that is at its rate must not hold the others up either. */
    private boolean keepsUp(Courier.Route relay) {
        Long full = fullAt.get(relay.name());
        return isWell(relay) && (full == null || !isRecent(full));
    }

    private static boolean isRecent(long then) {
        return System.nanoTime() - then < LONGEST_SILENCE;
    }

    private double level(Courier.Route relay) {
        return (double) count(relay) / Math.max(1, relay.weight());
    }

    private long count(Courier.Route relay) {
        return taken.getOrDefault(relay.name(), 0L);
    }
}

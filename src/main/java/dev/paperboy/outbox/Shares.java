package dev.paperboy.outbox;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Divides the mail among relays by their weights. A relay in trouble has no share until it is back; one of weight 0 has none as long as
 * any other is well.
 */
final class Shares {

    /** How far a relay may run ahead of the others, in mails for each unit of weight: a tenth of what has left, within these bounds. */
    private static final int LEAST_AHEAD = 10;

    private static final int MOST_AHEAD = 200;

    /** Every relay that has room asks about once a second. */
    private static final long LONGEST_SILENCE = Duration.ofSeconds(3).toNanos();

    private final List<Courier.Route> relays;
    private final Predicate<Courier.Route> isWell;
    private final Map<String, Long> taken = new HashMap<>();
    private final Map<String, Long> askedAt = new HashMap<>();

    Shares(List<Courier.Route> relays, Predicate<Courier.Route> isWell) {
        this.relays = relays;
        this.isWell = isWell;
    }

    /** How many of so many it may take now. */
    synchronized int of(Courier.Route relay, int wanted) {
        askedAt.put(relay.name(), System.nanoTime());
        List<Courier.Route> others = relays.stream()
                .filter(other -> !other.name().equals(relay.name()) && other.weight() > 0 && keepsUp(other))
                .toList();
        if (others.isEmpty()) {
            return wanted;
        }
        if (relay.weight() == 0) {
            return 0;
        }
        double least = others.stream().mapToDouble(this::level).min().orElseThrow();
        return (int) Math.clamp((least + ahead()) * relay.weight() - count(relay), 0, wanted);
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

    /** Whether it is well, and asks for work: one that hangs without failing must not hold the others up. */
    private boolean keepsUp(Courier.Route relay) {
        Long asked = askedAt.get(relay.name());
        return isWell.test(relay) && (asked == null || System.nanoTime() - asked < LONGEST_SILENCE);
    }

    private double level(Courier.Route relay) {
        return (double) count(relay) / Math.max(1, relay.weight());
    }

    private long count(Courier.Route relay) {
        return taken.getOrDefault(relay.name(), 0L);
    }
}

package dev.paperboy.console;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down guessing. An address has few tries; a name has many more and gets them back sooner, so that guessing from
 * many addresses is slow too but a stranger cannot keep an operator out for long. Remembers a fixed number of keys.
 */
@ApplicationScoped
class SignInThrottle {

    static final Limit PER_ADDRESS = new Limit(5, Duration.ofMinutes(15));
    static final Limit PER_NAME = new Limit(30, Duration.ofMinutes(5));
    static final int MOST_KEYS = 10_000;

    private final Clock clock;
    private final Map<Key, Deque<Instant>> tries = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Instant>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    SignInThrottle(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks for a try. A granted one counts as a failure until it {@link #succeeded}, so that many at once count, too.
     *
     * @return zero when it is granted, else how long to wait
     */
    synchronized Duration begin(String address, String name) {
        Key byAddress = new Key("address", address);
        Key byName = new Key("name", name);
        Instant now = clock.instant();
        Duration wait = longer(wait(byAddress, PER_ADDRESS, now), wait(byName, PER_NAME, now));
        if (wait.isZero()) {
            tries.computeIfAbsent(byAddress, key -> new ArrayDeque<>()).add(now);
            tries.computeIfAbsent(byName, key -> new ArrayDeque<>()).add(now);
        }
        return wait;
    }

    private Duration wait(Key key, Limit limit, Instant now) {
        Deque<Instant> past = tries.get(key);
        if (past == null) {
            return Duration.ZERO;
        }
        while (!past.isEmpty() && !past.getFirst().plus(limit.within()).isAfter(now)) {
            past.removeFirst();
        }
        return past.size() < limit.tries()
                ? Duration.ZERO
                : Duration.between(now, past.getFirst().plus(limit.within()));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    /** The right password was given: earlier typing errors are forgotten. */
    synchronized void succeeded(String address, String name) {
        tries.remove(new Key("address", address));
        tries.remove(new Key("name", name));
    }

    synchronized int keysRemembered() {
        return tries.size();
    }

    record Limit(int tries, Duration within) {}

    private record Key(String kind, String value) {}
}

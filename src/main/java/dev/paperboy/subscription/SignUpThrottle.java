package dev.paperboy.subscription;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** At most twenty sign-ups in ten minutes from one network address: enough for an office, not for a flood of invented readers. */
@ApplicationScoped
class SignUpThrottle {

    static final int MOST = 20;
    static final Duration SPAN = Duration.ofMinutes(10);

    /** Addresses remembered; the longest unseen is forgotten first, so that a flood cannot fill memory. */
    private static final int REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> seen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    SignUpThrottle(Clock clock) {
        this.clock = clock;
    }

    synchronized boolean admits(String networkAddress) {
        Instant now = clock.instant();
        Deque<Instant> times = seen.computeIfAbsent(networkAddress, unseen -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(SPAN))) {
            times.removeFirst();
        }
        if (times.size() >= MOST) {
            return false;
        }
        times.addLast(now);
        return true;
    }
}

package dev.paperboy.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings with two waits and no rates. */
record Rules(OnUncertain onUncertain) implements OutboxSettings {

    @Override
    public List<Duration> retryAfter() {
        return List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));
    }

    @Override
    public Map<String, Domain> domains() {
        return Map.of();
    }
}

package dev.paperboy.testsupport;

import io.quarkus.test.Mock;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** The clock of the tests: it stands at eight in the morning of Monday 23 November 2026, UTC, until a test moves it forward. */
@Mock
@ApplicationScoped
public class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2026-11-23T08:00:00Z");

    public void moveTo(String instant) {
        Instant then = Instant.parse(instant);
        // Tests share one database, in which time must not run backwards.
        now = then.isAfter(now) ? then : now;
    }

    public void advance(Duration span) {
        now = now.plus(span);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}

package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rates that everybody shares, on a real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ThrottleTest {

    @Inject
    Throttle throttle;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    @Test
    void aRateOutlivesAClockThatWasFarAhead() {
        String name = "relay " + UUID.randomUUID();
        throttle.take(name, 10, 1);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update throttle set next_at = ?1 where name = ?2")
                        .setParameter(1, clock.instant().plus(Duration.ofDays(400)))
                        .setParameter(2, name)
                        .executeUpdate());
        assertThat(throttle.ahead(name, 10)).isZero();
        assertThat(throttle.take(name, 10, 1)).isEqualTo(clock.instant());
    }

    @Test
    void aRateIsKeptAcrossEverybodyWhoAsks() {
        String name = "relay " + UUID.randomUUID();
        Instant first = throttle.take(name, 10, 5);
        assertThat(first).isEqualTo(clock.instant());
        assertThat(throttle.take(name, 10, 1)).isEqualTo(first.plusMillis(500));
        assertThat(throttle.take(name, 10, 1)).isEqualTo(first.plusMillis(600));
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.take(name, 10, 1)).as("what was not used is gone").isEqualTo(clock.instant());
    }
}

package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {

    private final SettableClock clock = new SettableClock();
    private final SignInThrottle throttle = new SignInThrottle(clock);

    @Test
    void afterFiveFailuresAnAddressWaitsUntilTheFirstIsFifteenMinutesOld() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.begin("192.0.2.7", "admin")).isZero();
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(throttle.begin("192.0.2.7", "admin")).isEqualTo(Duration.ofMinutes(10));
        clock.advance(Duration.ofMinutes(10));
        assertThat(throttle.begin("192.0.2.7", "admin")).isZero();
        assertThat(throttle.begin("192.0.2.7", "admin")).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void askingWhileWaitingDoesNotMakeTheWaitLonger() {
        failFiveTimesFrom("192.0.2.7");
        Duration wait = throttle.begin("192.0.2.7", "admin");
        assertThat(throttle.begin("192.0.2.7", "admin")).isEqualTo(wait);
        clock.advance(wait);
        assertThat(throttle.begin("192.0.2.7", "admin")).isZero();
    }

    @Test
    void aStrangersFailuresDoNotKeepTheOperatorOut() {
        failFiveTimesFrom("192.0.2.7");
        assertThat(throttle.begin("198.51.100.3", "admin")).isZero();
    }

    @Test
    void guessingOneNameFromManyAddressesIsSlowedDownForMinutesOnly() {
        for (int i = 0; i < SignInThrottle.PER_NAME.tries(); i++) {
            assertThat(throttle.begin("192.0.2." + i, "admin")).isZero();
        }
        assertThat(throttle.begin("198.51.100.3", "admin")).isEqualTo(Duration.ofMinutes(5));
        assertThat(throttle.begin("198.51.100.3", "grace")).isZero();
        clock.advance(Duration.ofMinutes(5));
        assertThat(throttle.begin("198.51.100.3", "admin")).isZero();
    }

    @Test
    void theRightPasswordForgetsEarlierTypingErrors() {
        for (int i = 0; i < 4; i++) {
            throttle.begin("192.0.2.7", "admin");
        }
        throttle.begin("192.0.2.7", "admin");
        throttle.succeeded("192.0.2.7", "admin");
        assertThat(throttle.begin("192.0.2.7", "admin")).isZero();
    }

    @Test
    void itRemembersAFixedNumberOfKeys() {
        for (int i = 0; i < SignInThrottle.MOST_KEYS + 500; i++) {
            throttle.begin("address " + i, "name " + i);
        }
        assertThat(throttle.keysRemembered()).isEqualTo(SignInThrottle.MOST_KEYS);
    }

    private void failFiveTimesFrom(String address) {
        for (int i = 0; i < 5; i++) {
            throttle.begin(address, "admin");
        }
    }

    private static class SettableClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T06:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
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
            return this;
        }
    }
}

package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SessionRowTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T06:00:00Z");

    private final SessionRow session = new SessionRow("a hash", 1, MORNING);

    @Test
    void aSessionThatNobodyUsesEndsAfterEightHours() {
        assertThat(session.isOpenAt(MORNING.plus(Duration.ofHours(8)).minusMillis(1)))
                .isTrue();
        assertThat(session.isOpenAt(MORNING.plus(Duration.ofHours(8)))).isFalse();
    }

    @Test
    void howeverBusyItIsASessionEndsWhenItExpires() {
        Instant end = MORNING.plus(SessionRow.LONGEST);
        assertThat(SessionRow.isOpen(end.minusMillis(1), end.minusSeconds(5), end))
                .isTrue();
        assertThat(SessionRow.isOpen(end, end.minusSeconds(5), end)).isFalse();
    }

    @Test
    void aUseIsNotedOnceAMinute() {
        assertThat(session.isWorthNotingAt(MORNING.plusSeconds(59))).isFalse();
        assertThat(session.isWorthNotingAt(MORNING.plusSeconds(60))).isTrue();
    }
}

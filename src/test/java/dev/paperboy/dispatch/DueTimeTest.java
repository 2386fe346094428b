package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DueTimeTest {

    private static final Instant SIX = Instant.parse("2026-11-23T06:00:00Z");

    private static Instant due(Instant ready, String zone, int hour) {
        return DueTime.of(ready, ZoneId.of(zone), hour);
    }

    @Test
    void aReaderWaitsForTheirHourInTheirZone() {
        assertThat(due(SIX, "Europe/Berlin", 9)).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(due(SIX, "Pacific/Kiritimati", 7)).isEqualTo("2026-11-23T17:00:00Z");
        assertThat(due(SIX, "Pacific/Pago_Pago", 7)).isEqualTo("2026-11-23T18:00:00Z");
    }

    @Test
    void anHourThatHasJustPassedIsNotWaitedForUntilTomorrow() {
        assertThat(due(SIX, "UTC", 6)).isEqualTo(SIX);
        assertThat(due(SIX, "UTC", 3)).isEqualTo(SIX);
        assertThat(due(SIX, "UTC", 2)).isEqualTo("2026-11-24T02:00:00Z");
    }

    @Test
    void nobodyWaitsLongerThanTwentyHoursWhereverTheyLive() {
        for (String zone : ZoneId.getAvailableZoneIds()) {
            for (int hour = 0; hour < 24; hour++) {
                assertThat(Duration.between(SIX, due(SIX, zone, hour)))
                        .as(zone + " at " + hour)
                        .isBetween(Duration.ZERO, Duration.ofHours(20));
            }
        }
    }

    @Test
    void theNightsOfTheClockChangeHaveEachHourOnce() {
        // Berlin skips 02:00 on 28 March 2027, and has 02:00 twice on 31 October 2027.
        assertThat(due(Instant.parse("2027-03-27T20:00:00Z"), "Europe/Berlin", 2))
                .isEqualTo("2027-03-28T01:00:00Z");
        assertThat(due(Instant.parse("2027-10-30T20:00:00Z"), "Europe/Berlin", 2))
                .isEqualTo("2027-10-31T00:00:00Z");
        assertThat(due(Instant.parse("2027-10-31T00:30:00Z"), "Europe/Berlin", 2))
                .isEqualTo("2027-10-31T00:30:00Z");
    }
}

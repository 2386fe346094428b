package dev.paperboy.dispatch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * When a reader gets an issue that is ready now: at the next time that it is their hour in their zone, or straight away when that hour
 * passed less than four hours ago. So nobody waits longer than twenty hours, and a reader whose hour has just gone by is not made to
 * wait for tomorrow.
 */
final class DueTime {

    private static final Duration LATE_IS_FINE = Duration.ofHours(4);

    private DueTime() {}

    static Instant of(Instant ready, ZoneId zone, int hour) {
        LocalDate day = ready.atZone(zone).toLocalDate();
        Instant last = at(day, hour, zone);
        if (last.isAfter(ready)) {
            last = at(day.minusDays(1), hour, zone);
        }
        if (Duration.between(last, ready).compareTo(LATE_IS_FINE) < 0) {
            return ready;
        }
        Instant today = at(day, hour, zone);
        return today.isAfter(ready) ? today : at(day.plusDays(1), hour, zone);
    }

    /** Where the clocks skip the hour, the moment after the gap; where they repeat it, the first of the two (java.time's rule). */
    private static Instant at(LocalDate day, int hour, ZoneId zone) {
        return ZonedDateTime.of(day.atTime(hour, 0), zone).toInstant();
    }
}

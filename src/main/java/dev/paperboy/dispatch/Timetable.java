package dev.paperboy.dispatch;

import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When issues are due, in the home zone. */
@ApplicationScoped
class Timetable {

    private final CronExpression assemble;
    private final ZoneId zone;
    private final Clock clock;

    Timetable(DispatchSettings settings, Newsletter newsletter, Clock clock) {
        this.zone = newsletter.zone();
        this.clock = clock;
        this.assemble = new CronExpression(settings.assemble());
        assemble.setTimeZone(TimeZone.getTimeZone(zone));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    /** Whether today's issue should be there by now. False all day where the expression leaves the day out. */
    boolean isTodaysDue() {
        return first().isPresent() && !todaysDue().isAfter(clock.instant());
    }

    /** The first moment of today for which the expression asks; now, where it asks for none. */
    Instant todaysDue() {
        return first().orElseGet(clock::instant);
    }

    /**
     * Whether the week's issue belongs to today: it is this day of the week, or the first day since on which the expression fires, so
     * that a schedule which leaves that day out does not leave the weekly issue out.
     */
    boolean endsAWeek(DayOfWeek day) {
        LocalDate today = today();
        LocalDate last = today.with(TemporalAdjusters.previousOrSame(day));
        return last.equals(today)
                || last.datesUntil(today).noneMatch(earlier -> firstOf(earlier).isPresent());
    }

    private Optional<Instant> first() {
        return firstOf(today());
    }

    private Optional<Instant> firstOf(LocalDate day) {
        ZonedDateTime midnight = day.atStartOfDay(zone);
        Instant tomorrow = midnight.plusDays(1).toInstant();
        return Optional.ofNullable(assemble.getNextValidTimeAfter(
                        Date.from(midnight.toInstant().minusSeconds(1))))
                .map(Date::toInstant)
                .filter(moment -> moment.isBefore(tomorrow));
    }

    /** Empty when the expression never fires again. */
    Optional<ZonedDateTime> next() {
        return Optional.ofNullable(assemble.getNextValidTimeAfter(Date.from(clock.instant())))
                .map(date -> date.toInstant().atZone(zone));
    }
}

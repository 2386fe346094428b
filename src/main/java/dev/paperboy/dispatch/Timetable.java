package dev.paperboy.dispatch;

import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * When issues are due, in the home zone. The expression is asked about what a clock on the wall shows, which has every hour of every day.
 * Where the clocks skip the hour that it asks for, the issue is due as much later; where they repeat it, at the first of the two
 * (java.time's rule). Asked in the zone itself, it would leave out the day whose hour is skipped.
 */
@ApplicationScoped
class Timetable {

    /** No clock is put on by more than this. */
    private static final Duration LONGEST_GAP = Duration.ofHours(3);

    private final CronExpression assemble;
    private final ZoneId zone;
    private final Clock clock;

    Timetable(DispatchSettings settings, Newsletter newsletter, Clock clock) {
        this.zone = newsletter.zone();
        this.clock = clock;
        this.assemble = new CronExpression(settings.assemble());
        assemble.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
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
        LocalDate last = last(day);
        return last.equals(today)
                || last.datesUntil(today).noneMatch(earlier -> firstOf(earlier).isPresent());
    }

    /** Today, or the last day before it that was this day of the week. */
    LocalDate last(DayOfWeek day) {
        return today().with(TemporalAdjusters.previousOrSame(day));
    }

    private Optional<Instant> first() {
        return firstOf(today());
    }

    private Optional<Instant> firstOf(LocalDate day) {
        return after(day.atStartOfDay().minusSeconds(1))
                .filter(moment -> moment.toLocalDate().equals(day))
                .map(moment -> moment.atZone(zone).toInstant());
    }

    /** Empty when the expression never fires again. */
    Optional<ZonedDateTime> next() {
        ZonedDateTime now = clock.instant().atZone(zone);
        Optional<LocalDateTime> next = after(now.toLocalDateTime().minus(LONGEST_GAP));
        while (next.isPresent() && !next.get().atZone(zone).isAfter(now)) {
            next = after(next.get());
        }
        return next.map(moment -> moment.atZone(zone));
    }

    /** The next for which the expression asks, as a clock on the wall shows it. */
    private Optional<LocalDateTime> after(LocalDateTime moment) {
        return Optional.ofNullable(assemble.getNextValidTimeAfter(Date.from(moment.toInstant(ZoneOffset.UTC))))
                .map(found -> LocalDateTime.ofInstant(found.toInstant(), ZoneOffset.UTC));
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
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
        ZonedDateTime midnight = today().atStartOfDay(zone);
        Date first =
                assemble.getNextValidTimeAfter(Date.from(midnight.toInstant().minusSeconds(1)));
        return first != null
                && first.toInstant().isBefore(midnight.plusDays(1).toInstant())
                && !first.toInstant().isAfter(clock.instant());
    }

    /** Empty when the expression never fires again. */
    Optional<ZonedDateTime> next() {
        return Optional.ofNullable(assemble.getNextValidTimeAfter(Date.from(clock.instant())))
                .map(date -> date.toInstant().atZone(zone));
    }
}

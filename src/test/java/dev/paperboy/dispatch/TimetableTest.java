package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.ExampleNewsletter;
import java.text.ParseException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quartz.CronExpression;

class TimetableTest {

    private static final String EVERY_DAY = "0 0 6 * * ?";
    private static final String WORKING_DAYS = "0 0 6 ? * MON-FRI";

    private static Timetable on(String day, String cron) {
        Clock noon = Clock.fixed(Instant.parse(day + "T12:00:00Z"), ZoneId.of("UTC"));
        return new Timetable(settings(cron), ExampleNewsletter.from("papers@example.org"), noon);
    }

    private static List<String> weeklyDays(String cron) {
        return LocalDate.parse("2026-11-20")
                .datesUntil(LocalDate.parse("2026-12-02"))
                .map(LocalDate::toString)
                .filter(day -> on(day, cron).isTodaysDue() && on(day, cron).endsAWeek(DayOfWeek.SATURDAY))
                .toList();
    }

    @Test
    void theWeeklyIssueIsMadeOnItsDay() {
        assertThat(weeklyDays(EVERY_DAY)).containsExactly("2026-11-21", "2026-11-28");
    }

    @Test
    void whereTheScheduleLeavesThatDayOutTheWeeklyIssueComesWithTheNextOne() {
        assertThat(weeklyDays(WORKING_DAYS)).containsExactly("2026-11-23", "2026-11-30");
    }

    @Test
    void anIssueIsDueFromItsMomentOn() {
        assertThat(on("2026-11-23", "0 0 13 * * ?").isTodaysDue()).isFalse();
        assertThat(on("2026-11-23", "0 0 11 * * ?").isTodaysDue()).isTrue();
        assertThat(on("2026-11-22", WORKING_DAYS).isTodaysDue()).isFalse();
    }

    private static DispatchSettings settings(String cron) {
        return new DispatchSettings() {
            @Override
            public CronExpression assemble() {
                try {
                    return new CronExpression(cron);
                } catch (ParseException wrong) {
                    throw new IllegalArgumentException(wrong);
                }
            }

            @Override
            public Approval approval() {
                return Approval.AUTO;
            }

            @Override
            public Duration expiresAfter() {
                return Duration.ofHours(20);
            }

            @Override
            public DayOfWeek weeklyOn() {
                return DayOfWeek.SATURDAY;
            }
        };
    }
}

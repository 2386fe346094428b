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
import java.time.ZonedDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** In the spring the clocks skip the hour that is asked for, in autumn they repeat it. */
    @ParameterizedTest
    @CsvSource({
        "America/New_York, 2027-03-14, 0 30 2 * * ?, 2027-03-14T07:30:00Z, 2027-03-15T06:30:00Z",
        "Europe/Berlin,    2027-03-28, 0 0 2 * * ?,  2027-03-28T01:00:00Z, 2027-03-29T00:00:00Z",
        "Africa/Cairo,     2027-04-30, 0 0 0 * * ?,  2027-04-29T22:00:00Z, 2027-04-30T21:00:00Z",
        "America/New_York, 2027-11-07, 0 30 1 * * ?, 2027-11-07T05:30:00Z, 2027-11-08T06:30:00Z",
        "Europe/Berlin,    2027-10-31, 0 30 2 * * ?, 2027-10-31T00:30:00Z, 2027-11-01T01:30:00Z"
    })
    void onTheDayTheClocksChangeAnIssueIsDueOnce(
            ZoneId zone, LocalDate day, String cron, Instant due, Instant nextDue) {
        Timetable before = at(due.minusSeconds(1), cron, zone);
        assertThat(before.next()).map(ZonedDateTime::toInstant).contains(due);
        Timetable then = at(due, cron, zone);
        assertThat(then.today()).isEqualTo(day);
        assertThat(then.isTodaysDue()).isTrue();
        assertThat(then.todaysDue()).isEqualTo(due);
        for (int minutes = 0; minutes <= 180; minutes += 15) {
            assertThat(at(due.plusSeconds(minutes * 60L), cron, zone).next())
                    .map(ZonedDateTime::toInstant)
                    .contains(nextDue);
        }
    }

    private static Timetable at(Instant moment, String cron, ZoneId zone) {
        return new Timetable(settings(cron), ExampleNewsletter.in(zone), Clock.fixed(moment, zone));
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

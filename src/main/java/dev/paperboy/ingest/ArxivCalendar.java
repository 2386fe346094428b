package dev.paperboy.ingest;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;

/**
 * On which days arXiv's feeds bring something new (<a href="https://info.arxiv.org/help/availability.html">schedule</a>):
 * from Monday to Friday, but for holidays. It does not say which evening falls out then, so neither a holiday nor the
 * day after it is counted on.
 */
final class ArxivCalendar {

    private ArxivCalendar() {}

    static boolean expectsNews(LocalDate day) {
        return !isWeekend(day) && !isHoliday(day) && !isHoliday(day.minusDays(1));
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static boolean isHoliday(LocalDate day) {
        boolean betweenTheYears = !day.isBefore(day.withMonth(12).withDayOfMonth(24));
        return betweenTheYears
                || isKept(day, MonthDay.of(Month.JANUARY, 1))
                || isKept(day, MonthDay.of(Month.JUNE, 19))
                || isKept(day, MonthDay.of(Month.JULY, 4))
                || day.equals(in(day, Month.JANUARY, 3, DayOfWeek.MONDAY))
                || day.equals(in(day, Month.SEPTEMBER, 1, DayOfWeek.MONDAY))
                || day.equals(in(day, Month.NOVEMBER, 4, DayOfWeek.THURSDAY));
    }

    /** A holiday on a Saturday is kept the day before, one on a Sunday the day after. */
    private static boolean isKept(LocalDate day, MonthDay holiday) {
        LocalDate date = holiday.atYear(day.getYear());
        return day.equals(
                switch (date.getDayOfWeek()) {
                    case SATURDAY -> date.minusDays(1);
                    case SUNDAY -> date.plusDays(1);
                    default -> date;
                });
    }

    private static LocalDate in(LocalDate day, Month month, int ordinal, DayOfWeek weekday) {
        return LocalDate.of(day.getYear(), month, 1).with(TemporalAdjusters.dayOfWeekInMonth(ordinal, weekday));
    }
}

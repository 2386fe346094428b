package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArxivCalendarTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01",
                "2026-01-19",
                "2026-06-19",
                "2026-07-03",
                "2026-09-07",
                "2026-11-26",
                "2026-12-25",
                "2026-12-29",
                "2026-12-31",
                "2026-11-27",
                "2026-11-28",
                "2026-11-29",
                "2027-01-01",
                "2027-07-05"
            })
    void nothingIsExpectedOnHolidaysTheDayAfterAndAtWeekends(String day) {
        assertThat(ArxivCalendar.expectsNews(LocalDate.parse(day))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-01-05", "2026-05-25", "2026-07-06", "2026-11-23", "2026-11-25", "2026-11-30", "2026-12-23"
            })
    void everyOtherWeekdayBringsSomething(String day) {
        assertThat(ArxivCalendar.expectsNews(LocalDate.parse(day))).isTrue();
    }
}

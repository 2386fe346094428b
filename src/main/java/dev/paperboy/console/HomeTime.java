package dev.paperboy.console;

import dev.paperboy.kernel.Newsletter;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Days, moments and numbers as the newsroom writes them, in the newsletter's home zone. */
@ApplicationScoped
class HomeTime {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm z", Locale.UK);

    private final ZoneId zone;

    HomeTime(Newsletter newsletter) {
        this.zone = newsletter.zone();
    }

    String moment(Instant instant) {
        return MOMENT.format(instant.atZone(zone));
    }

    static String day(LocalDate date) {
        return DAY.format(date);
    }

    static String shortDay(LocalDate date) {
        return SHORT_DAY.format(date);
    }

    /** Seconds while that is short, minutes otherwise. */
    static String span(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        long minutes = duration.plusSeconds(30).toMinutes();
        return minutes == 1 ? "1 minute" : minutes + " minutes";
    }

    static String number(long number) {
        return String.format(Locale.UK, "%,d", number);
    }

    static String readers(long number) {
        return number == 1 ? "1 reader" : number(number) + " readers";
    }
}

package dev.paperboy.console;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Departures;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Days, moments and numbers as the newsroom writes them, in the newsletter's home zone. */
@ApplicationScoped
class HomeTime {

    private static final String NOW = "now";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE d MMMM uuuu", Locale.UK);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm z", Locale.UK);

    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("'at' HH:mm", Locale.UK);
    private static final DateTimeFormatter WEEKDAY = DateTimeFormatter.ofPattern("'on' EEEE 'at' HH:mm", Locale.UK);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("'on' d MMMM 'at' HH:mm", Locale.UK);

    private final ZoneId zone;
    private final Clock clock;

    HomeTime(Newsletter newsletter, Clock clock) {
        this.zone = newsletter.zone();
        this.clock = clock;
    }

    /** When the first and the last mails leave, as the end of a sentence: {@code the first at 06:00, the last on Tuesday at 18:00 (UTC)}. */
    String leaving(Departures due) {
        String last = soon(due.last());
        if (last.equals(soon(due.first()))) {
            return "all of it " + last + inZone(last);
        }
        return "the first " + soon(due.first()) + ", the last " + last + inZone(last);
    }

    /** The further away, the more of the date; {@code now} for what is past. */
    private String soon(Instant moment) {
        if (!moment.isAfter(clock.instant())) {
            return NOW;
        }
        ZonedDateTime then = moment.atZone(zone);
        long days = ChronoUnit.DAYS.between(LocalDate.ofInstant(clock.instant(), zone), then.toLocalDate());
        return (days == 0 ? HOUR : days < 7 ? WEEKDAY : DATE).format(then);
    }

    private String inZone(String words) {
        return words.equals(NOW) ? "" : " (" + zone.getId() + ")";
    }

    boolean isPast(Instant moment) {
        return !moment.isAfter(clock.instant());
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

    static String mails(long number) {
        return number == 1 ? "1 mail" : number(number) + " mails";
    }

    static String readers(long number) {
        return number == 1 ? "1 reader" : number(number) + " readers";
    }
}

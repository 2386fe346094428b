package dev.paperboy.ingest;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long to leave a host alone. */
final class Waits {

    // Hugging Face: RateLimit: "api";r=0;t=189
    private static final Pattern NOTHING_LEFT = Pattern.compile(".*;\\s*r=0\\s*;\\s*t=(\\d{1,6}).*");
    private static final Pattern RESET = Pattern.compile(".*;\\s*t=(\\d{1,6}).*");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");

    private Waits() {}

    /** What the host asks for: Retry-After (RFC 9110, 10.2.3), or its rate limit once that is used up; else zero. */
    static Duration asked(int status, HttpHeaders headers, Instant now) {
        String after =
                status < 400 ? "" : headers.firstValue("Retry-After").orElse("").strip();
        if (SECONDS.matcher(after).matches()) {
            return Duration.ofSeconds(Long.parseLong(after));
        }
        if (!after.isEmpty()) {
            try {
                Instant then = ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant();
                return then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO;
            } catch (DateTimeException notADate) {
                return Duration.ZERO;
            }
        }
        Pattern limit = status == 429 ? RESET : NOTHING_LEFT;
        Matcher used = limit.matcher(headers.firstValue("RateLimit").orElse(""));
        return used.matches() ? Duration.ofSeconds(Long.parseLong(used.group(1))) : Duration.ZERO;
    }

    /** One second, two, four and so on, and up to half as much again, so that many do not come back at once. */
    static Duration backoff(int attempt) {
        long millis = 1000L << (attempt - 1);
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}

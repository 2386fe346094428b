package dev.paperboy.ingest;

import dev.paperboy.kernel.SpanConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** How long one request may take: a source that is asked for longer would keep the others waiting. */
public class TimeoutConverter implements Converter<Duration> {

    private static final SpanConverter SPANS = new SpanConverter();
    private static final Duration LONGEST = Duration.ofMinutes(10);

    @Override
    public Duration convert(String value) {
        try {
            Duration timeout = SPANS.convert(value);
            if (timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (IllegalArgumentException notASpan) {
            // Told below, as for one that is too long.
        }
        throw new IllegalArgumentException("allowed is a time such as 20s, up to 10m");
    }
}

package dev.paperboy.kernel;

import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** Spans of time longer than none, with a message that shows how they are written. */
public class SpanConverter implements Converter<Duration> {

    @Override
    public Duration convert(String value) {
        try {
            Duration span = DurationConverter.parseDuration(value.strip());
            if (span != null && span.isPositive()) {
                return span;
            }
        } catch (IllegalArgumentException notASpan) {
            // Told below, as for a span that is none.
        }
        throw new IllegalArgumentException("allowed is a span of time such as 20h, 30m or 15s");
    }
}

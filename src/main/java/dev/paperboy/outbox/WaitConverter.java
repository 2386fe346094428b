package dev.paperboy.outbox;

import dev.paperboy.kernel.SpanConverter;
import java.time.Duration;
import org.eclipse.microprofile.config.spi.Converter;

/** One of the waits between tries; what it says of a wrong one is about the list, which is what is shown. */
public class WaitConverter implements Converter<Duration> {

    private static final SpanConverter SPANS = new SpanConverter();

    @Override
    public Duration convert(String value) {
        try {
            return SPANS.convert(value);
        } catch (IllegalArgumentException notAWait) {
            throw new IllegalArgumentException("allowed is a list of waits such as 30s,5m,2h");
        }
    }
}

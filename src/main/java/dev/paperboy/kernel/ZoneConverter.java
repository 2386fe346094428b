package dev.paperboy.kernel;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/** Zones by their IANA name, with a message that says so. */
public class ZoneConverter implements Converter<ZoneId> {

    @Override
    public ZoneId convert(String value) {
        try {
            return ZoneId.of(value.strip());
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("allowed is an IANA time zone such as UTC or Europe/Berlin", unknown);
        }
    }
}

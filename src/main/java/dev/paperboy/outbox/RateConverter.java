package dev.paperboy.outbox;

import org.eclipse.microprofile.config.spi.Converter;

/** Mails a second, above 0. */
public class RateConverter implements Converter<Double> {

    @Override
    public Double convert(String value) {
        try {
            double rate = Double.parseDouble(value.strip());
            if (rate > 0 && rate <= 1_000_000) {
                return rate;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is a number of mails a second above 0, such as 20 or 0.5");
    }
}

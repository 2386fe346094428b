package dev.paperboy.smtp;

import org.eclipse.microprofile.config.spi.Converter;

/** A relay's share beside the others. */
public class WeightConverter implements Converter<Integer> {

    private static final int MOST = 1000;

    @Override
    public Integer convert(String value) {
        try {
            int weight = Integer.parseInt(value.strip());
            if (weight >= 0 && weight <= MOST) {
                return weight;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is a whole number from 0 to " + MOST);
    }
}

package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** Whole numbers from one on. */
public class CountConverter implements Converter<Integer> {

    @Override
    public Integer convert(String value) {
        try {
            int count = Integer.parseInt(value.strip());
            if (count >= 1) {
                return count;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number that is too small.
        }
        throw new IllegalArgumentException("allowed is a whole number from 1 on");
    }
}

package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** A part of one whole: from 0 to 1. */
public class ShareConverter implements Converter<Double> {

    @Override
    public Double convert(String value) {
        try {
            double share = Double.parseDouble(value.strip());
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is a number from 0 to 1, such as 0.03");
    }
}

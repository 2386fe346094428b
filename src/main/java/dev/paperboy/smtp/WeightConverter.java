package dev.paperboy.smtp;

import dev.paperboy.kernel.WholeNumbers;
import org.eclipse.microprofile.config.spi.Converter;

/** A relay's share beside the others. */
public class WeightConverter implements Converter<Integer> {

    private static final WholeNumbers WEIGHTS = new WholeNumbers(0, 1000, "a whole number from 0 to 1000");

    @Override
    public Integer convert(String value) {
        return WEIGHTS.read(value);
    }
}

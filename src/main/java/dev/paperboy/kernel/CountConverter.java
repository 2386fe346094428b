package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** Whole numbers from one on. */
public class CountConverter implements Converter<Integer> {

    private static final WholeNumbers COUNTS = new WholeNumbers(1, Integer.MAX_VALUE, "a whole number from 1 on");

    @Override
    public Integer convert(String value) {
        return COUNTS.read(value);
    }
}

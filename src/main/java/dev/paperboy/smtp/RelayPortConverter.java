package dev.paperboy.smtp;

import dev.paperboy.kernel.WholeNumbers;
import org.eclipse.microprofile.config.spi.Converter;

/** The port that a relay listens on. */
public class RelayPortConverter implements Converter<Integer> {

    private static final WholeNumbers PORTS = new WholeNumbers(1, 65_535, "a port from 1 to 65535");

    @Override
    public Integer convert(String value) {
        return PORTS.read(value);
    }
}

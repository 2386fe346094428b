package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** TCP ports; 0 lets the system choose one. */
public class PortConverter implements Converter<Integer> {

    private static final WholeNumbers PORTS = new WholeNumbers(0, 65_535, "a port from 0 to 65535");

    @Override
    public Integer convert(String value) {
        return PORTS.read(value);
    }
}

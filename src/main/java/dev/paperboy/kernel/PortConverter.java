package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** TCP ports; 0 lets the system choose one. */
public class PortConverter implements Converter<Integer> {

    @Override
    public Integer convert(String value) {
        try {
            int port = Integer.parseInt(value.strip());
            if (port >= 0 && port <= 65_535) {
                return port;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is a port from 0 to 65535");
    }
}

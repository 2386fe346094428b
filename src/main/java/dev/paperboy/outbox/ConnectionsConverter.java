package dev.paperboy.outbox;

import dev.paperboy.kernel.WholeNumbers;
import org.eclipse.microprofile.config.spi.Converter;

/** How many connections to keep to a relay: at least one, and no more than a relay bears from one client. */
public class ConnectionsConverter implements Converter<Integer> {

    private static final WholeNumbers CONNECTIONS = new WholeNumbers(1, 256, "a number of connections from 1 to 256");

    @Override
    public Integer convert(String value) {
        return CONNECTIONS.read(value);
    }
}

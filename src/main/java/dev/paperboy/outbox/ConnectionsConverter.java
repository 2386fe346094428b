package dev.paperboy.outbox;

import org.eclipse.microprofile.config.spi.Converter;

/** How many connections to keep to a relay: at least one, and no more than a relay bears from one client. */
public class ConnectionsConverter implements Converter<Integer> {

    private static final int MOST = 256;

    @Override
    public Integer convert(String value) {
        try {
            int connections = Integer.parseInt(value.strip());
            if (connections >= 1 && connections <= MOST) {
                return connections;
            }
        } catch (NumberFormatException notANumber) {
            // Told below, as for a number out of range.
        }
        throw new IllegalArgumentException("allowed is a number of connections from 1 to " + MOST);
    }
}

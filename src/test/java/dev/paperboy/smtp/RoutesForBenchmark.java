package dev.paperboy.smtp;

import dev.paperboy.outbox.Courier;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.ssl.SSLSocketFactory;

/** The real courier's line to a port of this machine, with as many connections as asked for. */
public final class RoutesForBenchmark implements Courier, Courier.Route {

    private final Watchdog watchdog = new Watchdog(Duration.ofSeconds(1));
    private final Relay relay;
    private final int connections;

    public RoutesForBenchmark(int port, int connections) {
        this.relay =
                new Relay("127.0.0.1", port, SmtpSettings.Tls.NONE, Optional.empty(), Optional.empty(), "localhost");
        this.connections = connections;
    }

    @Override
    public List<Route> routes() {
        return List.of(this);
    }

    @Override
    public String name() {
        return "relay";
    }

    @Override
    public int connections() {
        return connections;
    }

    @Override
    public int weight() {
        return 1;
    }

    @Override
    public OptionalDouble rate() {
        return OptionalDouble.empty();
    }

    @Override
    public Line open() {
        return new SmtpLine(relay, Patience.USUAL, (SSLSocketFactory) SSLSocketFactory.getDefault(), watchdog);
    }
}

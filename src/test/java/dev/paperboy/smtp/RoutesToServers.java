package dev.paperboy.smtp;

import dev.paperboy.outbox.Courier;
import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.ExampleRoute;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.net.ssl.SSLSocketFactory;

/** The real courier's lines to servers on this machine, for tests of other rooms. */
public final class RoutesToServers implements Courier {

    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(20));
    private final List<Route> routes = new ArrayList<>();

    public RoutesToServers to(String name, int port, int connections, int weight) {
        Relay relay = new Relay(
                "127.0.0.1",
                port,
                SmtpSettings.Tls.NONE,
                Optional.empty(),
                Optional.empty(),
                "localhost",
                Relay.USUAL_PREFIX);
        routes.add(new ToServer(name, connections, weight, relay, watchdog));
        return this;
    }

    /** As the application makes them of its settings. */
    public static Courier bound(Map<String, String> settings) {
        SmtpSettings bound = new SmallRyeConfigBuilder()
                .withMapping(SmtpSettings.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build()
                .getConfigMapping(SmtpSettings.class);
        return new SmtpCourier(bound, ExampleRoute.through("127.0.0.1"), ExampleNewsletter.from("papers@example.org"));
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private record ToServer(String name, int connections, int weight, Relay relay, Watchdog watchdog) implements Route {

        @Override
        public OptionalDouble rate() {
            return OptionalDouble.empty();
        }

        @Override
        public Line open() {
            return new SmtpLine(relay, Patience.USUAL, (SSLSocketFactory) SSLSocketFactory.getDefault(), watchdog);
        }
    }
}

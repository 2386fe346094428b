package dev.paperboy.smtp;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Courier;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import javax.net.ssl.SSLSocketFactory;

@ApplicationScoped
class SmtpCourier implements Courier {

    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final String PREFIX = Relay.USUAL_PREFIX;
    private static final String ONLY = "relay";

    private final List<Route> routes;
    private final Watchdog watchdog = new Watchdog(ROUND);

    SmtpCourier(SmtpSettings settings, MailRoute route, Newsletter newsletter) {
        String publicHost = newsletter.publicUrl().getHost();
        List<Route> found = new ArrayList<>();
        if (route.usesMailbox()) {
            found.add(new ToRelay(ONLY, Relay.mailbox(route.mailbox().port(), publicHost), settings));
        }
        if (settings.host().isPresent()) {
            found.add(new ToRelay(ONLY, Relay.of(PREFIX, settings, publicHost), settings));
        }
        new TreeMap<>(settings.relays())
                .forEach((name, its) ->
                        found.add(new ToRelay(name, Relay.of(PREFIX + ".relays." + name, its, publicHost), its)));
        this.routes = List.copyOf(found);
    }

    /** Makes this bean at the start, so that settings that cannot work stop it there and not at the first mail. */
    void announce(@Observes StartupEvent started) {
        routes.forEach(route -> Log.infof("Mail leaves through %s", route));
    }

    @Override
    public List<Route> routes() {
        return routes;
    }

    private final class ToRelay implements Route {

        private final String name;
        private final Relay relay;
        private final RelaySettings settings;

        private ToRelay(String name, Relay relay, RelaySettings settings) {
            this.name = name;
            this.relay = relay;
            this.settings = settings;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int connections() {
            return settings.connections();
        }

        @Override
        public int weight() {
            return settings.weight();
        }

        @Override
        public OptionalDouble rate() {
            return settings.rate().map(OptionalDouble::of).orElse(OptionalDouble.empty());
        }

        @Override
        public Line open() {
            return new SmtpLine(relay, Patience.USUAL, (SSLSocketFactory) SSLSocketFactory.getDefault(), watchdog);
        }

        @Override
        public String toString() {
            return relay + " (TLS " + relay.tls() + ", " + connections() + " connections)";
        }
    }

    @PreDestroy
    void stopWatching() {
        watchdog.close();
    }
}

package dev.paperboy.smtp;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Courier;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLSocketFactory;

@ApplicationScoped
class SmtpCourier implements Courier {

    private final Relay relay;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor watch;

    SmtpCourier(SmtpSettings settings, MailRoute route, Newsletter newsletter, Clock clock) {
        this.relay = Relay.of(settings, route, newsletter);
        this.clock = clock;
        this.watch = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-watch").factory());
        watch.setRemoveOnCancelPolicy(true);
    }

    /** Makes this bean at the start, so that settings that cannot work stop it there and not at the first mail. */
    void announce(@Observes StartupEvent started) {
        Log.infof("Mail leaves through %s (TLS %s)", relay, relay.tls());
    }

    @Override
    public Line open() {
        return new SmtpLine(relay, Patience.USUAL, clock, (SSLSocketFactory) SSLSocketFactory.getDefault(), watch);
    }

    @PreDestroy
    void stopWatching() {
        watch.shutdownNow();
    }
}

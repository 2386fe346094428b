package dev.paperboy.smtp;

import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/** A scripted relay, and lines to it. */
final class Rig implements AutoCloseable {

    static final Duration LONG = Duration.ofMinutes(5);
    static final Duration SHORT = Duration.ofMillis(300);
    static final Patience PATIENT = new Patience(LONG, LONG, LONG, LONG);

    final ScriptedSmtpServer server = ScriptedSmtpServer.start();
    final boolean pipelining;
    private final Watchdog watchdog = new Watchdog(Duration.ofMillis(20));

    Rig(boolean pipelining) {
        this.pipelining = pipelining;
        if (pipelining) {
            server.offering("PIPELINING");
        }
    }

    SmtpLine line() {
        return line(PATIENT);
    }

    SmtpLine line(Patience patience) {
        return line(patience, server.port(), Tls.NONE);
    }

    SmtpLine line(Patience patience, int port, Tls tls) {
        return line(
                patience,
                new Relay("127.0.0.1", port, tls, Optional.empty(), Optional.empty(), "us", Relay.USUAL_PREFIX));
    }

    SmtpLine signingIn(String user, String password) {
        return signingIn(user, password, PATIENT);
    }

    SmtpLine signingIn(String user, String password, Patience patience) {
        return line(
                patience,
                new Relay(
                        "127.0.0.1",
                        server.port(),
                        Tls.NONE,
                        Optional.of(user),
                        Optional.of(password),
                        "us",
                        Relay.USUAL_PREFIX));
    }

    SmtpLine line(Patience patience, Relay relay) {
        return new SmtpLine(relay, patience, (SSLSocketFactory) SSLSocketFactory.getDefault(), watchdog);
    }

    @Override
    public void close() {
        server.close();
        watchdog.close();
    }
}

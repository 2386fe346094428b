package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.BrokenOff;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.smtp.Mails.Mail;
import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TlsTest {

    private static final Watchdog WATCHDOG = new Watchdog(Duration.ofMillis(20));

    private static final Patience HASTY =
            new Patience(Rig.LONG, Duration.ofSeconds(1), Duration.ofSeconds(1), Rig.LONG);

    /** Trusts, and is, a server named 127.0.0.1. */
    private static SSLContext ours;

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        ours = RelayCertificate.madeIn(folder);
    }

    @AfterAll
    static void stop() {
        WATCHDOG.close();
    }

    private static DeliveryOutcome send(ScriptedSmtpServer server, String host, Tls tls, SSLSocketFactory trust) {
        return send(server, host, tls, trust, Patience.USUAL, Mails.to("ada@example.com"));
    }

    private static DeliveryOutcome send(
            ScriptedSmtpServer server, String host, Tls tls, SSLSocketFactory trust, Patience patience, Mail mail) {
        Relay relay = new Relay(host, server.port(), tls, Optional.empty(), Optional.empty(), "us", Relay.USUAL_PREFIX);
        try (SmtpLine line = new SmtpLine(relay, patience, trust, WATCHDOG)) {
            return mail.through(line);
        }
    }

    @Test
    void startTlsComesBeforeAnyMail() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            assertThat(send(server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory()))
                    .isInstanceOf(Accepted.class);
            assertThat(server.commands().subList(0, 4))
                    .containsExactly("EHLO us", "STARTTLS", "EHLO us", "MAIL FROM:<papers@example.org>");
        }
    }

    @Test
    void implicitTlsCarriesMail() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithImplicitTls(ours)) {
            assertThat(send(server, "127.0.0.1", Tls.IMPLICIT, ours.getSocketFactory()))
                    .isInstanceOf(Accepted.class);
            assertThat(server.received()).hasSize(1);
        }
    }

    @Test
    void mailsArePipelinedUnderTlsToo() {
        for (Tls tls : List.of(Tls.REQUIRED, Tls.IMPLICIT)) {
            try (ScriptedSmtpServer server = offeringTls(tls).offering("PIPELINING")) {
                Mail mail = Mails.bulky("ada@example.com", 100_000);
                byte[] before = mail.buffer().copy();

                assertThat(send(server, "127.0.0.1", tls, ours.getSocketFactory(), Patience.USUAL, mail))
                        .isInstanceOf(Accepted.class);
                assertThat(server.received().getFirst().bytes()).isEqualTo(before);
            }
        }
    }

    private static ScriptedSmtpServer offeringTls(Tls tls) {
        return tls == Tls.REQUIRED
                ? ScriptedSmtpServer.startWithStartTls(ours)
                : ScriptedSmtpServer.startWithImplicitTls(ours);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hangUpAfterTheDotIsUncertainUnderTlsToo(boolean pipelining) {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            server.offering(pipelining ? "PIPELINING" : "HELP").next(".", ScriptedSmtpServer.HANG_UP);

            assertThat(send(server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory()))
                    .isInstanceOf(Uncertain.class);
        }
    }

    @Test
    void silenceEndsWithOurPatienceUnderTlsToo() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            server.offering("PIPELINING").next("RCPT", ScriptedSmtpServer.SILENCE);

            DeliveryOutcome outcome = send(
                    server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory(), HASTY, Mails.to("ada@example.com"));

            assertThat(((BrokenOff) outcome).reason()).contains("no answer in time");
        }
    }

    @Test
    void relayThatStopsReadingIsLeftUnderTlsToo() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            server.offering("PIPELINING").next("BODY", ScriptedSmtpServer.SILENCE);
            Mail mail = Mails.bulky("ada@example.com", 20_000_000);

            assertThat(send(server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory(), HASTY, mail))
                    .isInstanceOf(Uncertain.class);
        }
    }

    @Test
    void serverThatNeverFinishesTheHandshakeIsLeft() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            server.next("CONNECT", ScriptedSmtpServer.SILENCE);
            Patience quick = new Patience(Rig.SHORT, Rig.LONG, Rig.LONG, Rig.LONG);

            DeliveryOutcome outcome = send(
                    server, "127.0.0.1", Tls.IMPLICIT, ours.getSocketFactory(), quick, Mails.to("ada@example.com"));

            assertThat(outcome).isInstanceOf(Unreachable.class);
            assertThat(((Unreachable) outcome).reason()).contains("no answer in time");
        }
    }

    @Test
    void unknownCertificateStopsEverything() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            DeliveryOutcome outcome =
                    send(server, "127.0.0.1", Tls.REQUIRED, (SSLSocketFactory) SSLSocketFactory.getDefault());

            assertNoTls(outcome);
            assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
        }
    }

    @Test
    void certificateForAnotherNameStopsEverything() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithImplicitTls(ours)) {
            assertNoTls(send(server, "localhost", Tls.IMPLICIT, ours.getSocketFactory()));
        }
    }

    @Test
    void implicitTlsToAPlainPortIsTold() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start()) {
            assertNoTls(send(server, "127.0.0.1", Tls.IMPLICIT, ours.getSocketFactory()));
        }
    }

    @Test
    void refusedStartTlsIsTold() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            server.next("STARTTLS", "454 4.7.0 TLS not available");

            assertNoTls(send(server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory()));
        }
    }

    private static void assertNoTls(DeliveryOutcome outcome) {
        assertThat(outcome).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable) outcome).reason()).startsWith("No TLS with ").contains("paperboy.smtp.tls");
    }
}

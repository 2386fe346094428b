package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "letters".toCharArray();
    private static final ScheduledThreadPoolExecutor WATCH = new ScheduledThreadPoolExecutor(1);

    /** Trusts, and is, a server named 127.0.0.1. */
    private static SSLContext ours;

    @BeforeAll
    static void makeCertificate(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("relay.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "relay",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=relay",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor())
                .as(new String(keytool.getInputStream().readAllBytes()))
                .isZero();
        KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("relay", store.getCertificate("relay"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        ours = SSLContext.getInstance("TLS");
        ours.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    }

    @AfterAll
    static void stop() {
        WATCH.shutdownNow();
    }

    private static DeliveryOutcome send(ScriptedSmtpServer server, String host, Tls tls, SSLSocketFactory trust) {
        Relay relay = new Relay(host, server.port(), tls, Optional.empty(), Optional.empty(), "us");
        try (SmtpLine line = new SmtpLine(relay, Patience.USUAL, Mails.CLOCK, trust, WATCH)) {
            return line.send(Mails.to("ada@example.com"));
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
    void hangUpAfterTheDotIsUncertainUnderTlsToo() {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.startWithStartTls(ours)) {
            server.next(".", ScriptedSmtpServer.HANG_UP);

            assertThat(send(server, "127.0.0.1", Tls.REQUIRED, ours.getSocketFactory()))
                    .isInstanceOf(Uncertain.class);
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

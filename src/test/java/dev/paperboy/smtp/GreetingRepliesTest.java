package dev.paperboy.smtp;

import static dev.paperboy.smtp.Rig.LONG;
import static dev.paperboy.smtp.Rig.PATIENT;
import static dev.paperboy.smtp.Rig.SHORT;
import static dev.paperboy.testsupport.ScriptedSmtpServer.HANG_UP;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.TurnedAway;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reply and every cut before the first mail, over TLS and signed in: nothing has left, and the next mail goes well. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class GreetingRepliesTest {

    private static final Watchdog WATCHDOG = new Watchdog(Duration.ofMillis(20));
    private static final Patience HASTY = new Patience(LONG, SHORT, LONG, LONG);

    private static SSLContext tls;

    private final ScriptedSmtpServer server =
            ScriptedSmtpServer.startWithStartTls(tls).offering("AUTH PLAIN");

    @BeforeAll
    static void makeCertificate(@TempDir Path folder) throws Exception {
        tls = RelayCertificate.madeIn(folder);
    }

    @AfterAll
    static void stopWatching() {
        WATCHDOG.close();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> replies() {
        return Stream.of("421", "450", "451", "452", "550", "552", "554")
                .flatMap(code -> Stream.of("CONNECT", "EHLO", "STARTTLS", "AUTH")
                        .map(command -> Arguments.of(command, code + " told so")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void everyReplyBeforeTheFirstMailIsToldForWhatItIs(String command, String reply) {
        server.next(command, reply).next("HELO", reply);
        try (SmtpLine line = line(PATIENT)) {
            DeliveryOutcome outcome = Mails.to("ada@example.com").through(line);
            if (reply.startsWith("421")) {
                assertThat(outcome).isEqualTo(new TurnedAway(reply));
            } else {
                assertThat(outcome).isInstanceOf(Unreachable.class);
                assertThat(((Unreachable) outcome).reason())
                        .startsWith(beginning(command, reply))
                        .endsWith("Nothing was sent; trying again by itself.");
            }
            assertNothingLeftAndTheNextMailGoesWell(line);
        }
    }

    private String beginning(String command, String reply) {
        String place = "127.0.0.1:" + server.port();
        return switch (command) {
            case "STARTTLS" -> "No TLS with " + place + " (";
            case "AUTH" ->
                reply.startsWith("5")
                        ? place + " did not accept our sign-in (" + reply + ")."
                        : place + " takes no mail now (" + reply + ").";
            default -> place + " takes no mail now (" + reply + ").";
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "STARTTLS", "AUTH"})
    void hangUpBeforeTheFirstMailIsTheRelaysTrouble(String command) {
        server.next(command, HANG_UP).next("HELO", HANG_UP);
        try (SmtpLine line = line(PATIENT)) {
            assertTrouble(Mails.to("ada@example.com").through(line), "(connection closed).");
            assertNothingLeftAndTheNextMailGoesWell(line);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "STARTTLS", "AUTH"})
    void silenceBeforeTheFirstMailIsTheRelaysTroubleOnceOurPatienceEnds(String command) {
        server.next(command, SILENCE);
        try (SmtpLine line = line(HASTY)) {
            assertTrouble(Mails.to("ada@example.com").through(line), "(no answer in time).");
            assertNothingLeftAndTheNextMailGoesWell(line);
        }
    }

    @Test
    void aPasswordIsSentOverTlsOnlyAndWithTheRightCertificate() {
        try (SmtpLine line = line(PATIENT)) {
            assertNothingLeftAndTheNextMailGoesWell(line);
        }
        assertThat(server.commands().subList(0, 4))
                .containsExactly("EHLO us", "STARTTLS", "EHLO us", "AUTH PLAIN cGFwZXJzAHBhcGVycwBzZWNyZXQ=");
        int before = server.commands().size();
        try (SmtpLine stranger = line(PATIENT, "localhost")) {
            assertThat(((Unreachable) Mails.to("ada@example.com").through(stranger)).reason())
                    .startsWith("No TLS with localhost:" + server.port());
        }
        assertThat(server.commands().subList(before, server.commands().size()))
                .as("a certificate for another name, by STARTTLS")
                .filteredOn(command -> !command.equals("QUIT"))
                .containsExactly("EHLO us", "STARTTLS");
    }

    private void assertNothingLeftAndTheNextMailGoesWell(SmtpLine line) {
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
        assertThat(server.received()).isEmpty();
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.received()).hasSize(1);
    }

    private static void assertTrouble(DeliveryOutcome outcome, String why) {
        assertThat(outcome).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable) outcome).reason()).contains(why).doesNotContain("did not accept");
    }

    private SmtpLine line(Patience patience) {
        return line(patience, "127.0.0.1");
    }

    private SmtpLine line(Patience patience, String host) {
        Relay relay = new Relay(
                host,
                server.port(),
                Tls.REQUIRED,
                Optional.of("papers"),
                Optional.of("secret"),
                "us",
                Relay.USUAL_PREFIX);
        return new SmtpLine(relay, patience, tls.getSocketFactory(), WATCHDOG);
    }
}

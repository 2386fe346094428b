package dev.paperboy.smtp;

import static dev.paperboy.smtp.Rig.LONG;
import static dev.paperboy.smtp.Rig.PATIENT;
import static dev.paperboy.smtp.Rig.SHORT;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SILENCE;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SLOWLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.BrokenOff;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.TurnedAway;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.Refusal;
import dev.paperboy.smtp.Mails.Mail;
import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of it with a relay that offers pipelining and with one that does not. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SmtpLineTest {

    private final Rig rig;
    private final ScriptedSmtpServer server;
    private final SmtpLine line;

    SmtpLineTest(boolean pipelining) {
        this.rig = new Rig(pipelining);
        this.server = rig.server;
        this.line = rig.line();
    }

    @AfterEach
    void stop() {
        line.close();
        rig.close();
    }

    @Test
    void mailArrivesByteForByteAndIsStillInItsBuffer() {
        Mail mail = Mails.to("ada@example.com");
        byte[] before = mail.buffer().copy();

        assertThat(mail.through(line)).isEqualTo(new Accepted("250 2.0.0 taken"));
        assertThat(server.received()).singleElement().satisfies(received -> {
            assertThat(received.from()).isEqualTo("<papers@example.org>");
            assertThat(received.to()).containsExactly("<ada@example.com>");
            assertThat(received.bytes()).isEqualTo(before);
        });
        assertThat(mail.buffer().copy()).isEqualTo(before);
    }

    @Test
    void linesThatBeginWithADotAreDoubledOnTheWireAndArriveAsTheyWere() {
        Mail mail = Mails.mail("ada@example.com", ".\r\n..\r\n.hidden\r\na.b\r\n\r\n.\r\n.\r\n");
        byte[] before = mail.buffer().copy();

        assertThat(mail.through(line)).isInstanceOf(Accepted.class);
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);

        assertThat(server.received().getFirst().bytes()).isEqualTo(before);
        assertThat(new String(server.received().getFirst().raw(), StandardCharsets.US_ASCII))
                .endsWith("\r\n\r\n..\r\n...\r\n..hidden\r\na.b\r\n\r\n..\r\n..\r\n");
        assertThat(mail.buffer().copy()).isEqualTo(before);
    }

    @Test
    void bulkyMailArrivesByteForByte() {
        Mail mail = Mails.bulky("ada@example.com", 3_000_000);

        assertThat(mail.through(line)).isInstanceOf(Accepted.class);
        assertThat(server.received().getFirst().bytes()).isEqualTo(mail.buffer().copy());
    }

    @Test
    void manyMailsShareOneConnectionAndOneGreeting() {
        for (int i = 0; i < 50; i++) {
            assertThat(Mails.to("reader" + i + "@example.com").through(line)).isInstanceOf(Accepted.class);
        }

        assertThat(server.received()).hasSize(50);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.commands())
                .filteredOn(command -> !command.matches("(MAIL|RCPT|DATA).*"))
                .containsExactly("EHLO us");
    }

    @Test
    void connectionThatDiedBetweenMailsIsMadeAgainWithoutFuss() {
        Mails.to("ada@example.com").through(line);
        server.hangUpOnAll();

        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.received()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void goodbyeOfAnIdleServerIsNotTakenForTrouble() {
        Mails.to("ada@example.com").through(line);
        server.next("MAIL", "421 4.4.2 idle for too long");

        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void connectionThatDiesTwiceInARowIsTrouble() {
        Mails.to("ada@example.com").through(line);
        server.next("MAIL", ScriptedSmtpServer.HANG_UP, ScriptedSmtpServer.HANG_UP);

        assertUnreachable(Mails.to("grace@example.com").through(line), "connection closed");
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void repliesInPiecesAreUnderstood() {
        server.answeringInPieces().next("RCPT", "250 fine", "550-5.1.1 no such\r\n550 5.1.1 user");

        assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(Mails.to("nobody@example.com").through(line))
                .isEqualTo(new Refused("550-5.1.1 no such 550 5.1.1 user", Refusal.ADDRESS));
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void repliesOfManyLinesAreReadToTheirEnd() {
        server.next("MAIL", "250-fine\r\n250-and\r\n250 so")
                .next(
                        "RCPT",
                        "250-fine\r\n250 so",
                        "550-5.1.1 nobody\r\n550-5.1.1 " + "x".repeat(400) + "\r\n550 sorry")
                .next("DATA", "354-go\r\n354 ahead")
                .next(".", "250-2.0.0 taken\r\n250 2.0.0 as 42");

        assertThat(Mails.to("ada@example.com").through(line))
                .isEqualTo(new Accepted("250-2.0.0 taken 250 2.0.0 as 42"));
        Refused refused = (Refused) Mails.to("nobody@example.com").through(line);
        assertThat(refused.reply()).startsWith("550-5.1.1 nobody 550-5.1.1 xxx").hasSize(300);
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
    }

    @Test
    void replyIsKeptThoughTheServerHangsUpRightAfterIt() {
        server.next(".", "554 5.7.1 spam").next("RSET", ScriptedSmtpServer.HANG_UP);

        assertThat(Mails.to("ada@example.com").through(line)).isEqualTo(new Refused("554 5.7.1 spam", Refusal.POLICY));
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
    }

    @Test
    void anyTwoHundredAfterTheDotIsAccepted() {
        server.next(".", "251 2.1.5 forwarded");

        assertThat(Mails.to("ada@example.com").through(line)).isEqualTo(new Accepted("251 2.1.5 forwarded"));
    }

    @Test
    void dotIsWaitedForLongerThanACommand() {
        server.next(".", SLOWLY).next("RCPT", "250 fine", SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, SHORT, SHORT, LONG))) {
            assertThat(Mails.to("ada@example.com").through(hasty)).isInstanceOf(Accepted.class);
            assertThat(((BrokenOff) Mails.to("grace@example.com").through(hasty)).reason())
                    .contains("no answer in time");
        }
    }

    @Test
    void idleConnectionIsNotCutHoweverShortOurPatience() throws Exception {
        server.next("QUIT", SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, SHORT, SHORT, SHORT));
                SmtpLine other = rig.line(new Patience(LONG, SHORT, SHORT, SHORT))) {
            assertThat(Mails.to("ada@example.com").through(hasty)).isInstanceOf(Accepted.class);
            server.next("RCPT", SILENCE);
            assertThat(((BrokenOff) Mails.to("grace@example.com").through(other)).reason())
                    .contains("no answer in time");
            assertThat(Mails.to("ada@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
        assertThat(server.connections()).as("one for hasty, two for the other").isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Tls.class)
    void hostThatDoesNotAnswerAtAllIsGivenUpInTime(Tls tls) throws IOException {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort());
                SmtpLine hasty = rig.line(new Patience(SHORT, LONG, LONG, LONG), full.getLocalPort(), tls)) {
            assertThat(List.of(first, second)).allMatch(Socket::isConnected);

            assertUnreachable(
                    Mails.to("ada@example.com").through(hasty),
                    "Cannot reach 127.0.0.1:" + full.getLocalPort() + " (no answer in time).");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT,554 5.7.1 not you,takes no mail now (554 5.7.1 not you)",
        "CONNECT,HTTP/1.1 400 Bad Request,takes no mail now (HTTP/1.1 400 Bad Request)",
        "MAIL,451 4.3.0 later,takes no mail now (451 4.3.0 later)",
        "MAIL,553 5.1.0 not your address,does not take mail from papers@example.org",
        "MAIL,530 5.7.0 sign in first,did not accept our sign-in",
        "MAIL,what?,takes no mail now (what?)",
        "RCPT,530 5.7.0 sign in first,did not accept our sign-in"
    })
    void troubleWithTheRelayIsNotTheReadersFault(String command, String reply, String sentence) {
        server.next(command, reply);

        assertUnreachable(Mails.to("ada@example.com").through(line), sentence);
        assertThat(server.received()).isEmpty();
        assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"DATA,250 fine but no go-ahead", "DATA,what?", "RCPT,354 too early"})
    void nonsenseWithinAMailIsAboutThatMail(String command, String reply) {
        server.next(command, reply);

        assertThat(((BrokenOff) Mails.to("ada@example.com").through(line)).reason())
                .contains("before a mail was complete (" + reply + ")");
        assertThat(server.received()).isEmpty();
        assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "AUTH"})
    void relayThatIsFullTurnsUsAwayBeforeAnyMail(String command) {
        server.offering("AUTH PLAIN").next(command, "421 4.3.2 too busy");
        try (SmtpLine member = rig.signingIn("papers", "secret")) {
            assertThat(Mails.to("ada@example.com").through(member)).isEqualTo(new TurnedAway("421 4.3.2 too busy"));
            assertThat(Mails.to("ada@example.com").through(member)).isInstanceOf(Accepted.class);
        }
        assertThat(server.commands()).noneMatch(sent -> sent.startsWith("HELO"));
    }

    @Test
    void refusedHelloIsTrouble() {
        server.next("EHLO", "550 5.7.1 go away").next("HELO", "550 5.7.1 go away");

        assertUnreachable(Mails.to("ada@example.com").through(line), "550 5.7.1 go away");
    }

    @Test
    void closedPortSaysWhereAndThatNothingWasSent() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        try (SmtpLine lost = rig.line(PATIENT, port, Tls.NONE)) {
            assertThat(Mails.to("ada@example.com").through(lost))
                    .isEqualTo(new Unreachable("Cannot reach 127.0.0.1:" + port
                            + " (connection refused). Nothing was sent; trying again by itself."));
        }
    }

    @Test
    void unknownHostNamesTheSetting() {
        String eins = "paperboy.smtp.relays.eins";
        Relay nowhere = new Relay("relay.invalid", 25, Tls.NONE, Optional.empty(), Optional.empty(), "us", eins);
        try (SmtpLine lost = rig.line(PATIENT, nowhere)) {
            assertUnreachable(Mails.to("ada@example.com").through(lost), "Check paperboy.smtp.relays.eins.host.");
        }
    }

    @Test
    void missingStartTlsIsToldAndNothingGoesInTheClear() {
        try (SmtpLine careful = rig.line(PATIENT, server.port(), Tls.REQUIRED)) {
            assertUnreachable(Mails.to("ada@example.com").through(careful), "offers no STARTTLS");
        }
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void signsInBeforeTheFirstMail() {
        server.offering("AUTH PLAIN");
        try (SmtpLine member = rig.signingIn("papers", "secret")) {
            assertThat(Mails.to("ada@example.com").through(member)).isInstanceOf(Accepted.class);
        }
        assertThat(server.commands()).contains("AUTH PLAIN cGFwZXJzAHBhcGVycwBzZWNyZXQ=");
    }

    @Test
    void wrongPasswordNamesTheSettingsAndNotThePassword() {
        server.offering("AUTH PLAIN").always("AUTH", "535 5.7.8 wrong");
        try (SmtpLine member = rig.signingIn("papers", "secret")) {
            DeliveryOutcome outcome = Mails.to("ada@example.com").through(member);

            assertUnreachable(outcome, "did not accept our sign-in (535 5.7.8 wrong). Check paperboy.smtp.username");
            assertThat(outcome.toString()).doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({
        ScriptedSmtpServer.HANG_UP + ",Lost 127.0.0.1: while we signed in (connection closed)",
        SILENCE + ",Lost 127.0.0.1: while we signed in (no answer in time)",
        "454 4.7.0 come again,127.0.0.1: takes no mail now (454 4.7.0 come again)"
    })
    void whoNeverLookedAtThePasswordDidNotFindItWrong(String answer, String sentence) {
        server.offering("AUTH PLAIN").next("AUTH", answer);
        try (SmtpLine member = rig.signingIn("papers", "secret", new Patience(LONG, SHORT, LONG, LONG))) {
            assertUnreachable(
                    Mails.to("ada@example.com").through(member),
                    sentence.replace("127.0.0.1:", "127.0.0.1:" + server.port()));
            assertThat(Mails.to("ada@example.com").through(member)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void relayWithoutSignInIsNotUsedAsAStranger() {
        try (SmtpLine member = rig.signingIn("papers", "secret")) {
            assertUnreachable(Mails.to("ada@example.com").through(member), "offers no sign-in");
        }
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    private static void assertUnreachable(DeliveryOutcome outcome, String sentence) {
        assertThat(outcome).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable) outcome).reason())
                .contains(sentence)
                .endsWith("Nothing was sent; trying again by itself.");
    }

    @Test
    void foreignAddressesNeedAServerThatTakesThem() {
        assertThat(Mails.to("józef@example.com").through(line)).isInstanceOf(Refused.class);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
        assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
    }

    @Test
    void onlyForeignAddressesAskForUtf8() {
        server.offering("SMTPUTF8");
        Mails.to("ada@example.com").through(line);
        Mails.to("józef@example.com").through(line);

        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("MAIL"))
                .containsExactly("MAIL FROM:<papers@example.org>", "MAIL FROM:<papers@example.org> SMTPUTF8");
        assertThat(server.received().get(1).to().getFirst().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("<józef@example.com>".getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"smuggled\n.\r\n", "smuggled\r.\r\n", "a\0b\r\n", "no end", "\n", "\r"})
    void bytesThatServersReadDifferentlyAreRefusedBeforeAnythingIsSent(String poison) {
        Mail mail = Mails.mail("ada@example.com", poison);

        assertThatIllegalArgumentException().isThrownBy(() -> mail.through(line));
        assertThat(server.connections()).isZero();
    }
}

package dev.paperboy.smtp;

import static dev.paperboy.testsupport.ScriptedSmtpServer.HANG_UP;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SILENCE;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SLOWLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.smtp.SmtpSettings.Tls;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpLineTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(300);

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();
    private final ScheduledThreadPoolExecutor watch = new ScheduledThreadPoolExecutor(1);
    private final SmtpLine line = line(new Patience(LONG, LONG, LONG, LONG));

    @AfterEach
    void stop() {
        line.close();
        server.close();
        watch.shutdownNow();
    }

    private SmtpLine line(Patience patience) {
        return line(
                patience, new Relay("127.0.0.1", server.port(), Tls.NONE, Optional.empty(), Optional.empty(), "us"));
    }

    private SmtpLine line(Patience patience, Relay relay) {
        return new SmtpLine(relay, patience, Mails.CLOCK, (SSLSocketFactory) SSLSocketFactory.getDefault(), watch);
    }

    private SmtpLine signingIn(String user, String password) {
        return line(
                new Patience(LONG, LONG, LONG, LONG),
                new Relay("127.0.0.1", server.port(), Tls.NONE, Optional.of(user), Optional.of(password), "us"));
    }

    @Test
    void mailArrivesByteForByte() {
        DeliveryOutcome outcome = line.send(Mails.to("ada@example.com"));

        assertThat(outcome).isEqualTo(new Accepted("250 2.0.0 taken"));
        assertThat(server.received()).singleElement().satisfies(mail -> {
            assertThat(mail.from()).isEqualTo("<papers@example.org>");
            assertThat(mail.to()).containsExactly("<ada@example.com>");
            assertThat(mail.bytes())
                    .isEqualTo(Letter.of(Mails.to("ada@example.com"), Mails.MORNING)
                            .bytes());
        });
    }

    @Test
    void manyMailsShareOneConnectionAndOneGreeting() {
        line.send(Mails.to("ada@example.com"));
        line.send(Mails.to("grace@example.com"));

        assertThat(server.received()).hasSize(2);
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("EHLO"))
                .containsExactly("EHLO us");
    }

    @Test
    void connectionThatDiedBetweenMailsIsMadeAgainWithoutFuss() {
        line.send(Mails.to("ada@example.com"));
        server.hangUpOnAll();

        assertThat(line.send(Mails.to("grace@example.com"))).isInstanceOf(Accepted.class);
        assertThat(server.received()).hasSize(2);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void goodbyeOfAnIdleServerIsNotTakenForTrouble() {
        line.send(Mails.to("ada@example.com"));
        server.next("MAIL", "421 4.4.2 idle for too long");

        assertThat(line.send(Mails.to("grace@example.com"))).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT,450 4.2.0 greylisted",
        "RCPT,421 4.7.0 slow down",
        "DATA,451 4.3.0 later",
        "., 452 4.3.1 disk full"
    })
    void fourHundredsDeferTheMail(String command, String reply) {
        server.next(command, reply);

        assertThat(line.send(Mails.to("ada@example.com"))).isEqualTo(new Deferred(reply));
        assertThat(line.send(Mails.to("ada@example.com"))).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"RCPT,550 5.1.1 no such user", "RCPT,552 5.2.2 full", "DATA,554 5.5.1 no", "., 554 5.7.1 spam"})
    void fiveHundredsRefuseTheMailAndKeepTheConnection(String command, String reply) {
        server.next(command, reply);

        assertThat(line.send(Mails.to("ada@example.com"))).isEqualTo(new Refused(reply));
        assertThat(line.send(Mails.to("grace@example.com"))).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void replyOfManyLinesIsToldInOne() {
        server.next("RCPT", "550-5.1.1 no such user\r\n550-5.1.1 " + "x".repeat(400) + "\r\n550 5.1.1 sorry");

        Refused refused = (Refused) line.send(Mails.to("ada@example.com"));

        assertThat(refused.reply())
                .startsWith("550-5.1.1 no such user 550-5.1.1 xxx")
                .hasSize(300);
    }

    @Test
    void replyIsKeptThoughTheServerHangsUpRightAfterIt() {
        server.next(".", "554 5.7.1 spam").next("RSET", HANG_UP);

        assertThat(line.send(Mails.to("ada@example.com"))).isEqualTo(new Refused("554 5.7.1 spam"));
        assertThat(line.send(Mails.to("grace@example.com"))).isInstanceOf(Accepted.class);
    }

    @Test
    void anyTwoHundredAfterTheDotIsAccepted() {
        server.next(".", "251 2.1.5 forwarded");

        assertThat(line.send(Mails.to("ada@example.com"))).isEqualTo(new Accepted("251 2.1.5 forwarded"));
    }

    @ParameterizedTest
    @ValueSource(strings = {HANG_UP, "what?", "354 go on"})
    void withoutAnAnswerToTheDotNobodyKnows(String answer) {
        server.next(".", answer);

        assertUncertain(line.send(Mails.to("ada@example.com")));
        assertThat(server.received()).hasSize(1);
        assertThat(line.send(Mails.to("grace@example.com"))).isInstanceOf(Accepted.class);
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void silenceAfterTheDotIsUncertainOnceOurPatienceEnds() {
        server.next(".", SILENCE);
        try (SmtpLine hasty = line(new Patience(LONG, LONG, LONG, SHORT))) {
            assertUncertain(hasty.send(Mails.to("ada@example.com")));
        }
    }

    @Test
    void dotIsWaitedForLongerThanACommand() {
        server.next(".", SLOWLY).next("RCPT", "250 fine", SILENCE);
        try (SmtpLine hasty = line(new Patience(LONG, SHORT, LONG, LONG))) {
            assertThat(hasty.send(Mails.to("ada@example.com"))).isInstanceOf(Accepted.class);
            assertUnreachable(hasty.send(Mails.to("grace@example.com")), "no answer in time");
        }
    }

    private static void assertUncertain(DeliveryOutcome outcome) {
        assertThat(outcome).isInstanceOf(Uncertain.class);
        assertThat(((Uncertain) outcome).reason()).contains("127.0.0.1:", "may or may not");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL", "RCPT", "DATA"})
    void hangUpBeforeTheDotLeavesTheMailUnsent(String moment) {
        server.next(moment, HANG_UP);
        if (moment.equals("EHLO")) {
            server.next("HELO", HANG_UP);
        }

        assertUnreachable(line.send(Mails.to("ada@example.com")), "connection closed");
        assertThat(server.received()).isEmpty();
        assertThat(line.send(Mails.to("ada@example.com"))).isInstanceOf(Accepted.class);
    }

    @Test
    void serverThatStopsReadingIsLeftAfterAWhileAndNothingWasSent() {
        server.next("BODY", SILENCE);
        try (SmtpLine hasty = line(new Patience(LONG, LONG, SHORT, LONG))) {
            DeliveryOutcome outcome =
                    hasty.send(Mails.mail("ada@example.com", "Long", "<p>" + "x".repeat(30_000_000) + "</p>", "long"));

            assertUnreachable(outcome, "while this mail was being written");
        }
        assertThat(server.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT,421 4.3.2 too busy,takes no mail now (421 4.3.2 too busy)",
        "CONNECT,554 5.7.1 not you,takes no mail now (554 5.7.1 not you)",
        "CONNECT,HTTP/1.1 400 Bad Request,takes no mail now (HTTP/1.1 400 Bad Request)",
        "MAIL,451 4.3.0 later,takes no mail now (451 4.3.0 later)",
        "MAIL,553 5.7.1 not your address,does not take mail from papers@example.org",
        "MAIL,530 5.7.0 sign in first,did not accept our sign-in",
        "DATA,250 fine but no go-ahead,before this mail was complete (250 fine but no go-ahead)",
        "RCPT,530 5.7.0 sign in first,did not accept our sign-in"
    })
    void troubleWithTheRelayIsNotTheReadersFault(String command, String reply, String sentence) {
        server.next(command, reply);

        assertUnreachable(line.send(Mails.to("ada@example.com")), sentence);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void refusedHelloIsTrouble() {
        server.next("EHLO", "550 5.7.1 go away").next("HELO", "550 5.7.1 go away");

        assertUnreachable(line.send(Mails.to("ada@example.com")), "550 5.7.1 go away");
    }

    @Test
    void closedPortSaysWhereAndThatNothingWasSent() throws IOException {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        Relay closed = new Relay("127.0.0.1", port, Tls.NONE, Optional.empty(), Optional.empty(), "us");
        try (SmtpLine lost = line(Patience.USUAL, closed)) {
            assertThat(lost.send(Mails.to("ada@example.com")))
                    .isEqualTo(new Unreachable("Cannot reach 127.0.0.1:" + port
                            + " (connection refused). Nothing was sent; trying again by itself."));
        }
    }

    @Test
    void unknownHostNamesTheSetting() {
        Relay nowhere = new Relay("relay.invalid", 25, Tls.NONE, Optional.empty(), Optional.empty(), "us");
        try (SmtpLine lost = line(Patience.USUAL, nowhere)) {
            assertUnreachable(lost.send(Mails.to("ada@example.com")), "paperboy.smtp.host");
        }
    }

    @Test
    void missingStartTlsIsToldAndNothingGoesInTheClear() {
        Relay relay = new Relay("127.0.0.1", server.port(), Tls.REQUIRED, Optional.empty(), Optional.empty(), "us");
        try (SmtpLine careful = line(Patience.USUAL, relay)) {
            assertUnreachable(careful.send(Mails.to("ada@example.com")), "offers no STARTTLS");
        }
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void signsInBeforeTheFirstMail() {
        server.offering("AUTH PLAIN");
        try (SmtpLine member = signingIn("papers", "secret")) {
            assertThat(member.send(Mails.to("ada@example.com"))).isInstanceOf(Accepted.class);
        }
        assertThat(server.commands()).contains("AUTH PLAIN cGFwZXJzAHBhcGVycwBzZWNyZXQ=");
    }

    @Test
    void wrongPasswordNamesTheSettingsAndNotThePassword() {
        server.offering("AUTH PLAIN").always("AUTH", "535 5.7.8 wrong");
        try (SmtpLine member = signingIn("papers", "secret")) {
            DeliveryOutcome outcome = member.send(Mails.to("ada@example.com"));

            assertUnreachable(outcome, "did not accept our sign-in (535 5.7.8 wrong). Check paperboy.smtp.username");
            assertThat(outcome.toString()).doesNotContain("secret");
        }
    }

    @Test
    void relayWithoutSignInIsNotUsedAsAStranger() {
        try (SmtpLine member = signingIn("papers", "secret")) {
            assertUnreachable(member.send(Mails.to("ada@example.com")), "offers no sign-in");
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
        assertThat(line.send(Mails.to("józef@example.com"))).isInstanceOf(Refused.class);
        assertThat(server.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void onlyForeignAddressesAskForUtf8() {
        server.offering("SMTPUTF8");
        line.send(Mails.to("ada@example.com"));
        line.send(Mails.to("józef@example.com"));

        assertThat(server.commands())
                .filteredOn(command -> command.startsWith("MAIL"))
                .containsExactly("MAIL FROM:<papers@example.org>", "MAIL FROM:<papers@example.org> SMTPUTF8");
        assertThat(server.received().get(1).to().getFirst().getBytes(StandardCharsets.ISO_8859_1))
                .isEqualTo("<józef@example.com>".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void poisonedHeaderIsRefusedBeforeAnythingIsSent() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> line.send(Mails.mail("ada@example.com", "Hi\r\nBcc: eve@example.net", "", "")));
        assertThat(server.connections()).isZero();
    }

    @Test
    void linesOfDotsArriveAsTheyWere() {
        line.send(Mails.mail("ada@example.com", "Dots", ".\n..\n", ".\n.\n"));

        assertThat(server.received().getFirst().text()).contains("\r\n\r\n=2E\r\n=2E\r\n");
    }
}

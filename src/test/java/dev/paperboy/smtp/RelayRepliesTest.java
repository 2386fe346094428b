package dev.paperboy.smtp;

import static dev.paperboy.smtp.Rig.LONG;
import static dev.paperboy.smtp.Rig.SHORT;
import static dev.paperboy.testsupport.ScriptedSmtpServer.HANG_UP;
import static dev.paperboy.testsupport.ScriptedSmtpServer.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.Deferral;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.BrokenOff;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.TurnedAway;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.Refusal;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every reply and every cut at every command, and that the next mail goes well. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayRepliesTest {

    private final Rig rig;
    private final ScriptedSmtpServer server;
    private final SmtpLine line;

    RelayRepliesTest(boolean pipelining) {
        this.rig = new Rig(pipelining);
        this.server = rig.server;
        this.line = rig.line();
    }

    @AfterEach
    void stop() {
        line.close();
        rig.close();
    }

    static Stream<Arguments> replies() {
        return Stream.of("421", "450", "451", "452", "550", "552", "554")
                .flatMap(code -> Stream.of("MAIL", "RCPT", "DATA", ".")
                        .map(command -> Arguments.of(command, code + " told so")));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void everyReplyIsToldForWhatItIs(String command, String reply) {
        server.next(command, reply);

        DeliveryOutcome outcome = Mails.to("ada@example.com").through(line);

        if (reply.startsWith("421")) {
            assertThat(outcome).isEqualTo(command.equals("MAIL") ? new TurnedAway(reply) : new BrokenOff(reply));
        } else if (command.equals("MAIL") && reply.startsWith("552")) {
            assertThat(outcome).as("too big, says the relay").isEqualTo(new Refused(reply, Refusal.MAIL));
        } else if (command.equals("MAIL")) {
            assertUnreachable(outcome, reply);
        } else if (reply.startsWith("4")) {
            assertThat(outcome)
                    .isEqualTo(new Deferred(reply, reply.startsWith("450") ? Deferral.MAIL : Deferral.UNCLEAR));
        } else {
            assertThat(outcome).isEqualTo(new Refused(reply, Refusal.MAIL));
        }
        assertNextMailGoesWell();
        boolean goesOn = outcome instanceof Deferred || outcome instanceof Refused;
        assertThat(server.connections()).isEqualTo(goesOn ? 1 : 2);
        assertThat(server.received()).hasSize(command.equals(".") ? 2 : 1);
    }

    static Stream<String> resets() {
        return Stream.of("421", "450", "451", "452", "550", "552", "554").map(code -> code + " told so");
    }

    /** It belongs to no mail: the one before keeps its own answer, and the next one goes well, if on a new connection. */
    @ParameterizedTest
    @MethodSource("resets")
    void whateverIsSaidToAResetTheNextMailGoesWell(String reply) {
        server.next("RCPT", "550 5.2.1 not today").next("RSET", reply);

        assertThat(Mails.to("ada@example.com").through(line))
                .isEqualTo(new Refused("550 5.2.1 not today", Refusal.MAIL));
        assertNextMailGoesWell();
        assertThat(server.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {HANG_UP, SILENCE})
    void aResetWithoutAnAnswerCostsNoMail(String answer) {
        server.next("RCPT", "550 5.2.1 not today").next("RSET", answer);
        try (SmtpLine hasty = rig.line(new Patience(LONG, SHORT, LONG, LONG))) {
            assertThat(Mails.to("ada@example.com").through(hasty))
                    .isEqualTo(new Refused("550 5.2.1 not today", Refusal.MAIL));
            assertThat(Mails.to("grace@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void hangUpRightAfterTheGoAheadIsUncertainWhereTheDotMayHaveLeft() {
        server.next("DATA", "354 go ahead" + HANG_UP);

        DeliveryOutcome outcome = Mails.to("ada@example.com").through(line);
        if (rig.pipelining) {
            assertUncertain(outcome, "connection closed");
        } else {
            assertThat(outcome).isInstanceOfAny(Uncertain.class, BrokenOff.class);
        }
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.6.7 no such letters here", "553 not in UTF-8"})
    void oneAddressThatTheRelayCannotWriteIsNoTroubleOfTheRelay(String reply) {
        server.offering("SMTPUTF8").next("MAIL", reply);

        assertThat(Mails.to("jörg@example.com").through(line)).isEqualTo(new Refused(reply, Refusal.MAIL));
        assertNextMailGoesWell();
    }

    @Test
    void aRelayThatTurnsOneMailAwayAndThenEverybodyIsInTrouble() {
        server.next("RCPT", "421 4.3.2 closing").next("CONNECT", "220 scripted.example ESMTP", "421 4.3.2 closed");

        assertThat(Mails.to("ada@example.com").through(line)).isEqualTo(new TurnedAway("421 4.3.2 closed"));
    }

    @Test
    void senderWhoMayNotSendIsAMatterOfPolicyAndTheConnectionGoesOn() {
        server.next("MAIL", "553 5.7.1 not your address");

        assertThat(Mails.to("ada@example.com").through(line))
                .isEqualTo(new Refused("553 5.7.1 not your address", Refusal.POLICY));
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anAnswerToTheDotThatMakesNoSenseIsToldAsIt() {
        server.next(".", "354 go on");
        DeliveryOutcome outcome = Mails.to("ada@example.com").through(line);
        assertUncertain(outcome, "354 go on");
        assertThat(((Uncertain) outcome).reason()).contains("the answer made no sense");
    }

    @Test
    void aReplyInUtf8IsReadAsThat() {
        server.next("RCPT", "550 5.2.2 Postfach von Jürgen ist voll");
        assertThat(Mails.to("ada@example.com").through(line))
                .isEqualTo(new Refused("550 5.2.2 Postfach von Jürgen ist voll", Refusal.MAIL));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL"})
    void hangUpBeforeTheMailIsBegunLeavesItUnsent(String moment) {
        server.next(moment, HANG_UP).next("HELO", HANG_UP);

        assertUnreachable(Mails.to("ada@example.com").through(line), "connection closed");
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "EHLO", "MAIL"})
    void silenceBeforeTheMailIsBegunLeavesItUnsentOnceOurPatienceEnds(String moment) {
        server.next(moment, SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, SHORT, LONG, LONG))) {
            assertUnreachable(Mails.to("ada@example.com").through(hasty), "no answer in time");
            assertThat(server.received()).isEmpty();
            assertThat(Mails.to("grace@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA"})
    void hangUpAtAMailOfARelayThatIsWellIsAboutThatMail(String moment) {
        server.next(moment, HANG_UP);

        assertThat(Mails.to("ada@example.com").through(line))
                .isEqualTo(new BrokenOff("Lost 127.0.0.1:" + server.port()
                        + " before a mail was complete (connection closed). It was not accepted."));
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA"})
    void hangUpAtAMailOfARelayThatIsInTroubleIsNoFaultOfThatMail(String moment) {
        server.next("CONNECT", "220 well", "554 5.3.2 closed").next(moment, HANG_UP);

        assertUnreachable(Mails.to("ada@example.com").through(line), "554 5.3.2 closed");
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RCPT", "DATA"})
    void silenceAtAMailOfARelayThatIsWellIsAboutThatMail(String moment) {
        server.next(moment, SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, SHORT, LONG, LONG))) {
            assertThat(((BrokenOff) Mails.to("ada@example.com").through(hasty)).reason())
                    .contains("(no answer in time)");
            assertThat(server.received()).isEmpty();
            assertThat(Mails.to("grace@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
    }

    /** Written in one go, a mail may have been read to its dot by the time the write fails. */
    @ParameterizedTest
    @ValueSource(ints = {100, 20_000_000})
    void hangUpWithinTheMailIsUncertainWhereItsDotMayHaveLeft(int size) {
        server.next("BODY", HANG_UP);

        DeliveryOutcome outcome = Mails.bulky("ada@example.com", size).through(line);

        if (rig.pipelining || size == 100) {
            assertUncertain(outcome, "connection closed");
        } else {
            assertThat(outcome)
                    .isEqualTo(new BrokenOff("Lost 127.0.0.1:" + server.port()
                            + " while a mail was being written (connection closed). It was not accepted."));
        }
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void relayThatStopsReadingIsLeftOnceOurPatienceEnds() {
        server.next("BODY", SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, LONG, SHORT, LONG))) {
            DeliveryOutcome outcome = Mails.bulky("ada@example.com", 20_000_000).through(hasty);

            if (rig.pipelining) {
                assertUncertain(outcome, "no answer in time");
            } else {
                assertThat(((BrokenOff) outcome).reason()).contains("no answer in time");
            }
            assertThat(server.received()).isEmpty();
            assertThat(Mails.to("grace@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
    }

    /** Nobody need wonder about a mail that the relay has turned down before it hung up. */
    @Test
    void lastWordsOfARelayThatHangsUpWithinTheMailAreHeard() {
        server.next("BODY", "552 5.3.4 too big", "451 4.3.0 not now", "421 4.3.2 closing", "250 odd");

        assertThat(Mails.bulky("ada@example.com", 20_000_000).through(line))
                .isEqualTo(new Refused("552 5.3.4 too big", Refusal.MAIL));
        assertThat(Mails.bulky("ada@example.com", 20_000_000).through(line))
                .isEqualTo(new Deferred("451 4.3.0 not now", Deferral.RELAY));
        assertThat(Mails.bulky("ada@example.com", 20_000_000).through(line))
                .isEqualTo(new BrokenOff("421 4.3.2 closing"));
        assertThat(Mails.bulky("ada@example.com", 20_000_000).through(line))
                .isInstanceOf(rig.pipelining ? Uncertain.class : BrokenOff.class);
        assertNextMailGoesWell();
    }

    @ParameterizedTest
    @CsvSource({
        HANG_UP + ",connection closed",
        "what?,what?",
        "354 go on,354 go on",
        "250-2.0.0 this is half an answer" + HANG_UP + ",250-2.0.0 this is half an answer"
    })
    void withoutAnAnswerToTheDotNobodyKnows(String answer, String told) {
        server.next(".", answer);

        assertUncertain(Mails.to("ada@example.com").through(line), told);
        assertThat(server.received()).hasSize(1);
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void silenceAfterTheDotIsUncertainOnceOurPatienceEnds() {
        server.next(".", SILENCE);
        try (SmtpLine hasty = rig.line(new Patience(LONG, LONG, LONG, SHORT))) {
            assertUncertain(Mails.to("ada@example.com").through(hasty), "no answer in time");
            assertThat(Mails.to("grace@example.com").through(hasty)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void readerTurnedDownThoughTheRelayWaitsForTheMailGetsNothing() {
        server.next("RCPT", "550 5.1.1 no such user").next("DATA", "354 go ahead all the same");

        assertThat(Mails.to("nobody@example.com").through(line))
                .isEqualTo(new Refused("550 5.1.1 no such user", Refusal.ADDRESS));
        assertThat(server.received()).isEmpty();
        assertNextMailGoesWell();
        assertThat(server.connections()).isEqualTo(1);
    }

    private void assertNextMailGoesWell() {
        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.received().getLast().to()).containsExactly("<grace@example.com>");
        assertThat(server.received().getLast().bytes())
                .isEqualTo(Mails.to("grace@example.com").buffer().copy());
    }

    private static void assertUncertain(DeliveryOutcome outcome, String why) {
        assertThat(outcome).isInstanceOf(Uncertain.class);
        assertThat(((Uncertain) outcome).reason()).contains("127.0.0.1:", "(" + why + ")", "may or may not");
    }

    private static void assertUnreachable(DeliveryOutcome outcome, String why) {
        assertThat(outcome).isInstanceOf(Unreachable.class);
        assertThat(((Unreachable) outcome).reason())
                .contains("(" + why + ")")
                .endsWith("Nothing was sent; trying again by itself.");
    }
}

package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.EngineSwitch;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What went wrong for others when something was in the way of a send. What is proved elsewhere:
 *
 * <ul>
 *   <li>A relay in trouble, in the packaged application: {@code RelayIT#troubleWithTheRelayIsWaitedOutToldAndNobodysFault}; a second
 *       relay: {@code EngineTroubleTest#whileOneRelayIsInTroubleTheOtherTakesEverything}.
 *   <li>A pause over the end of a real process: {@code RestartIT#heldWhileItsProcessEndsAnIssueGoesOnWithoutRepeatsAndCountsRight}.
 *   <li>Rates: {@code ThrottleTest#aRateIsKeptAcrossEverybodyWhoAsks}, {@code RelayIT#ratesOfARelayAndOfADomainAreKept}.
 *   <li>Whose fault a refusal is: {@code RefusalsTest#codeSaysWhomARefusalIsAbout}, {@code
 *       EngineTest#anAddressThatIsGoneIsNotWrittenToAgain}. Mails that come back later, out-of-office replies among them, are not read, so
 *       that nobody can be given up for one; what keeps them from being written is in {@code
 *       IssueMailTest#theHeaderIsThatOfAListAndLetsGoWithOnePress}.
 * </ul>
 */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class TroublePitfallsTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");
    private static final Map<String, ?> AT_NOON = Map.of("hour", "12");

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Outbox outbox;

    @Inject
    Issues issues;

    @Inject
    EngineSwitch engine;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @AfterEach
    void everythingIsWellAgain() {
        relay.always("CONNECT", "220 scripted.example ESMTP").always(".", "250 2.0.0 taken");
        outbox.tryRelaysNow();
    }

    @Test
    void aServerThatIsDownForAnHourFailsNobodyAndTheOperatorSeesWhy() {
        List<Postbag> readers = IntStream.rangeClosed(1, 6)
                .mapToObj(n -> desk.join(relay, "patient-" + n + "@sending.example", AT_NOON))
                .toList();
        Issue issue = desk.morning("An Hour Without Wind");
        desk.awaitNothingDue();
        relay.always("CONNECT", "421 4.3.2 closed for stocktaking");
        relay.hangUpOnAll();

        desk.waitUntil(issue.date(), 12);
        eventually(() -> assertThat(desk.operator().get("/console/issues").asString())
                .contains("closed for stocktaking", "no reader counts as failed for it"));
        Instant anHourLater = clock.instant().plus(Duration.ofHours(1));
        while (clock.instant().isBefore(anHourLater)) {
            int tries = relay.connections();
            minuteByMinute(() -> relay.connections() > tries);
            dispatch.takeUp();
        }
        assertThat(readers).allSatisfy(reader -> {
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(desk.row(issue, reader).attempts()).isZero();
        });

        relay.always("CONNECT", "220 scripted.example ESMTP");
        minuteByMinute(() -> arrived(readers, issue) >= readers.size());
        desk.awaitNothingDue();
        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.of(issue)).hasSize(1);
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SENT);
            assertThat(desk.row(issue, reader).attempts()).isOne();
        });
        assertThat(desk.operator().get("/console/issues").asString()).doesNotContain("closed for stocktaking");
    }

    @Test
    void aPauseARestartAndAResumeRepeatNothingAndCountRight() throws Exception {
        List<Postbag> readers = IntStream.rangeClosed(1, 14)
                .mapToObj(n -> desk.join(relay, "counted-" + n + "@sending.example", Map.of("hour", "15")))
                .toList();
        Issue issue = desk.morning("Half of a Long Letter");
        long all = outbox.counts(issue.id()).total();
        String path = "/console/issues/" + issue.date();
        desk.sendUntil(issue.date(), 14);
        relay.always(".", ScriptedSmtpServer.SLOWLY);
        desk.waitUntil(issue.date(), 15);
        Awaitility.await().until(() -> arrived(readers, issue) > 0);

        desk.operator()
                .formParam("why", "a second look")
                .post(path + "/hold")
                .then()
                .statusCode(303);
        engine.off();
        long before = arrived(readers, issue);
        assertThat(before).isLessThan(readers.size());
        engine.on();
        dispatch.takeUp();
        Postbag meanwhile = new Postbag(relay, "meanwhile@sending.example");
        desk.signUp(meanwhile.address(), AT_NOON);
        meanwhile.await(1);
        assertThat(arrived(readers, issue)).as("held over the restart").isEqualTo(before);
        eventually(() -> assertThat(outbox.counts(issue.id()).open()).isZero());
        assertThat(outbox.counts(issue.id()).of(DeliveryStatus.HELD)).isPositive();
        assertThat(outbox.counts(issue.id()).of(DeliveryStatus.UNCERTAIN)).isZero();

        relay.always(".", "250 2.0.0 taken");
        desk.operator().post(path + "/send").then().statusCode(303);
        desk.awaitNothingDue();
        dispatch.takeUp();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.of(issue)).hasSize(1));
        assertThat(readers).allSatisfy(reader -> {
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SENT);
            assertThat(desk.row(issue, reader).attempts()).isOne();
        });
        assertThat(outbox.counts(issue.id()).total()).isEqualTo(all);
        assertThat(desk.operator().get(path).asString())
                .contains("<b>" + outbox.counts(issue.id()).of(DeliveryStatus.SENT)
                        + "</b> <span class=\"state state-sent\">sent</span>");
    }

    @Test
    void whatIsCancelledInTheMiddleStopsAtOnce() throws Exception {
        List<Postbag> readers = IntStream.rangeClosed(1, 26)
                .mapToObj(n -> desk.join(relay, "unread-" + n + "@sending.example", Map.of("hour", "15")))
                .toList();
        Issue issue = desk.morning("Letters Called Back");
        desk.sendUntil(issue.date(), 14);
        relay.always(".", ScriptedSmtpServer.SLOWLY);
        desk.waitUntil(issue.date(), 15);
        Awaitility.await().until(() -> arrived(readers, issue) > 0);

        desk.operator()
                .formParam("why", "the wrong papers")
                .post("/console/issues/" + issue.date() + "/cancel")
                .then()
                .statusCode(303);
        long before = arrived(readers, issue);
        desk.awaitNothingDue();
        // Those that were in a connection's hands at that moment.
        assertThat(arrived(readers, issue)).isLessThanOrEqualTo(before + 8).isLessThan(readers.size());
    }

    @Test
    void oneMailboxThatIsFullUntilTheIssueExpiresHoldsNobodyUp() {
        Postbag full = desk.join(relay, "never-emptied@sending.example", AT_NOON);
        Postbag other = desk.join(relay, "always-emptied@sending.example", AT_NOON);
        relay.always("RCPT TO:<" + full.address() + ">", "452 4.2.2 mailbox full");
        Issue issue = desk.morning("The Weight of Unread Paper");
        desk.sendUntil(issue.date(), 12);
        assertThat(desk.operator().get("/console/issues/" + issue.date()).asString())
                .contains("1 mail was put off by the relay and will be tried again."
                        + " The last reply: 452 4.2.2 mailbox full.");
        for (int hours = 0; hours < 21; hours++) {
            assertThat(desk.row(issue, full).status()).isEqualTo(DeliveryStatus.PENDING);
            clock.advance(Duration.ofHours(1));
            desk.awaitNothingDue();
            dispatch.takeUp();
        }
        assertThat(desk.row(issue, full).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(desk.row(issue, full).reply()).contains("expired", "452 4.2.2 mailbox full");
        assertThat(other.of(issue)).hasSize(1);
        assertThat(issues.find(issue.id()).orElseThrow().status()).isEqualTo(IssueStatus.SENT);
    }

    @Test
    void aServerThatPutEverybodyOffOnceAndWasThenAwayFailsNobodyAndAnOperatorIsAsked() {
        List<Postbag> readers = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> desk.join(relay, "greylisted-" + n + "@sending.example", Map.of("hour", "23")))
                .toList();
        readers.forEach(
                reader -> relay.always("RCPT TO:<" + reader.address() + ">", "451 4.7.1 greylisted, come back later"));
        Issue issue = desk.morning("A Short Wait That Grew Long");
        desk.sendUntil(issue.date(), 23);
        assertThat(readers)
                .allSatisfy(
                        reader -> assertThat(desk.row(issue, reader).attempts()).isOne());

        relay.always("CONNECT", "421 4.3.2 closed for stocktaking");
        relay.hangUpOnAll();
        for (int hours = 0; hours < 22; hours++) {
            clock.advance(Duration.ofHours(1));
            dispatch.takeUp();
        }
        eventually(() -> {
            dispatch.takeUp();
            assertThat(issues.find(issue.id()).orElseThrow().note()).contains("too late to go by");
        });
        // Where one is at a connection this moment, it is held when it is taken to the next.
        assertThat(readers)
                .allSatisfy(reader -> assertThat(desk.row(issue, reader).status())
                        .isIn(DeliveryStatus.HELD, DeliveryStatus.PENDING, DeliveryStatus.LEASED));
        dispatch.cancel(issue.id(), "too late");
        readers.forEach(reader -> relay.always("RCPT TO:<" + reader.address() + ">", "250 2.1.5 known by now"));
    }

    @Test
    void aRestartDoesNotResetTheThrottle() throws Exception {
        List<Postbag> slow = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> new Postbag(relay, "drop-" + n + "@slow.example"))
                .toList();
        slow.forEach(reader -> desk.signUp(reader.address(), AT_NOON));
        for (int restarts = 0; restarts < 40 && arrived(slow) < slow.size(); restarts++) {
            engine.off();
            engine.on();
            Postbag quick = new Postbag(relay, "marker-" + restarts + "@quick.example");
            desk.signUp(quick.address(), AT_NOON);
            quick.await(1);
        }
        List<Instant> left = slow.stream()
                .map(reader -> sentAt(reader.mails().getFirst()))
                .sorted()
                .toList();
        for (int n = 1; n < left.size(); n++) {
            // One in two hundred seconds, but for what the clock is moved on while a mail is under way.
            assertThat(Duration.between(left.get(n - 1), left.get(n))).isGreaterThan(Duration.ofSeconds(130));
        }
    }

    @Test
    void a552IsNotAHardBounce() {
        Postbag full = desk.join(relay, "full@sending.example", AT_ONCE);
        String recipient = "RCPT TO:<" + full.address() + ">";
        for (String refusal : List.of("552 5.2.2 mailbox full", "552 5.3.4 message too big", "552 no room")) {
            relay.always(recipient, refusal);
            Issue issue = desk.morning("More Than a Letterbox Holds: " + refusal);
            desk.awaitNothingDue();
            assertThat(desk.row(issue, full).status()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(desk.row(issue, full).reply()).isEqualTo(refusal);
            assertThat(desk.reader(full.address()).status()).isEqualTo(ReaderStatus.ACTIVE);
        }
        relay.always(recipient, "250 2.1.5 room again");
        Issue next = desk.morning("A Letterbox That Was Emptied");
        desk.awaitNothingDue();
        assertThat(full.of(next)).hasSize(1);
    }

    /** Time passes, and it is not hurried on while a mail is on its way. */
    private void minuteByMinute(Callable<Boolean> until) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            boolean underWay = !desk.rows("select id from delivery where status = 'LEASED'")
                    .isEmpty();
            if (!underWay && until.call()) {
                return true;
            }
            clock.advance(underWay ? Duration.ZERO : Duration.ofMinutes(1));
            return false;
        });
    }

    private static long arrived(List<Postbag> readers) {
        return readers.stream().mapToLong(reader -> reader.mails().size()).sum();
    }

    private static long arrived(List<Postbag> readers, Issue issue) {
        return readers.stream().mapToLong(reader -> reader.of(issue).size()).sum();
    }

    private static Instant sentAt(Received mail) {
        try {
            return mail.message().getSentDate().toInstant();
        } catch (MessagingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}

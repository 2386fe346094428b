package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
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
import java.time.Duration;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What went wrong for others while they sent, on the whole way from a form to a mail. What is proved elsewhere:
 *
 * <ul>
 *   <li>Two nodes overlap: {@code EngineTest#twoEnginesOnOneLedgerSendEachMailOnce}, {@code LedgerTest#ofManyWhoLeaseEachRowIsSomebodys},
 *       {@code TwoNodesIT#ofTwoNodesOneOrTheOtherIsKilledAndTheOtherGoesOn}.
 *   <li>A kill between the 250 and the database, or between claim and connect: {@code
 *       CrashIT#killedAgainAndAgainItLosesNothingDoublesNothingAndListsEveryDoubt}, {@code
 *       LostLeasesTest#theJournalSettlesWhatAProcessHadLeasedWhenItDied}, {@code JournalTest}; while an issue is made: {@code
 *       RestartIT#killedWhileItIsMadeAnIssueIsMadeOnceAndWhole}.
 *   <li>A mail that can never be composed, by any composer: {@code EngineTest#oneReaderWhoseMailCannotBeComposedDoesNotStopTheRest}.
 *   <li>Each paper once in a mail: {@code ChoiceTest#aReaderGetsThePapersOfTheirTopicsEachOnce}; who leaves while an issue is held: {@code
 *       DispatchTest#aHeldIssueWaitsUntilItIsSentAndWhoLeavesMeanwhileGetsNothing}.
 *   <li>The other pitfalls: {@code TroublePitfallsTest}, {@code CalendarPitfallsTest}, {@code LinkPitfallsTest}, {@code
 *       SignUpPitfallsTest}, {@code MailPitfallsTest}.
 * </ul>
 */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SendingPitfallsTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");
    private static final Map<String, ?> AT_NOON = Map.of("hour", "12");

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Outbox outbox;

    @Inject
    SignedTokens tokens;

    @Inject
    PublicUrls urls;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void twoSchedulerTicksAtOnceGiveEachReaderOneMail() throws Exception {
        List<Postbag> readers = IntStream.rangeClosed(1, 5)
                .mapToObj(n -> desk.join(relay, "tick-" + n + "@sending.example", AT_ONCE))
                .toList();
        LocalDate day = desk.today().plusDays(1);
        desk.papers(day, "Two Clocks in One Room", "A Bell Rung Twice");
        desk.wakeOn(day);
        desk.look();

        int ticks = 8;
        CyclicBarrier atOnce = new CyclicBarrier(ticks);
        try (ExecutorService nodes = Executors.newFixedThreadPool(ticks)) {
            Callable<Void> tick = () -> {
                atOnce.await();
                dispatch.takeUp();
                return null;
            };
            for (Future<Void> done : nodes.invokeAll(
                    IntStream.range(0, ticks).mapToObj(n -> tick).toList())) {
                done.get();
            }
        }
        desk.awaitNothingDue();
        dispatch.takeUp();

        assertThat(desk.rows("select id from issue where issue_date = date '" + day + "' and kind = 'DAILY'"))
                .hasSize(1);
        assertThat(readers).allSatisfy(reader -> assertThat(reader.issueOf(day)).hasSize(1));
    }

    @Test
    void readersWhoseMailsAlwaysFailDoNotStopTheOthers() {
        Postbag torn = desk.join(relay, "torn@sending.example", AT_NOON);
        Postbag lost = desk.join(relay, "lost-zone@sending.example", AT_NOON);
        Postbag first = desk.join(relay, "sound-1@sending.example", AT_NOON);
        Postbag juergen = new Postbag(relay, "jürgen@sending.example");
        desk.signUp(juergen.address(), AT_NOON);
        UUID key = desk.reader(juergen.address()).key();
        given().post("/confirm/" + tokens.sign(Purpose.CONFIRM, key)).then().statusCode(200);
        Postbag last = desk.join(relay, "sound-2@sending.example", AT_NOON);
        desk.change("update reader set zone = 'Mars/Phobos' where email = ?", lost.address());
        Issue issue = desk.morning("Bridges of Wet Sand");
        long reader = desk.reader(torn.address()).id();
        assertThat(desk.change(
                        "update delivery set papers = ? where issue_id = ? and reader_id = ?",
                        BitSet.valueOf(new long[] {0, 0, 0, 0, 0, 2}).toByteArray(),
                        issue.id(),
                        reader))
                .isOne();

        desk.sendUntil(issue.date(), 12);
        assertThat(first.of(issue)).hasSize(1);
        assertThat(last.of(issue)).hasSize(1);
        for (int tries = 0; tries < 3; tries++) {
            clock.advance(Duration.ofMinutes(16));
            desk.awaitNothingDue();
        }
        assertThat(desk.row(issue, torn).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(desk.row(issue, juergen).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(torn.of(issue)).isEmpty();
        assertThat(desk.operator()
                        .get("/console/deliveries?issue=" + issue.id())
                        .asString())
                .contains("no paper at position", "SMTPUTF8");
        assertThat(lost.of(issue)).as("whose zone is not known has Greenwich's").hasSize(1);
    }

    @Test
    void aReaderInThreeTopicsGetsOneMail() {
        Postbag reader = desk.join(
                relay,
                "three-topics@sending.example",
                Map.of("hour", "6", "topic", List.of("robotics", "speech-and-audio", "agents")));
        String title = "A Humanoid Robot as a Multi-Agent System for Speech Recognition";
        Issue issue = desk.morning(title);
        assertThat(issues.cards(issue.id()))
                .filteredOn(card -> card.title().equals(title))
                .flatExtracting(Card::topics)
                .contains("robotics", "speech-and-audio", "agents");

        desk.awaitNothingDue();
        assertThat(reader.of(issue)).singleElement().satisfies(mail -> assertThat(
                        mail.text().replaceAll("\\s+", " ").split(title, -1))
                .as("and the paper once in it")
                .hasSize(2));
    }

    @Test
    void whoJoinsInTheMiddleOfASendGetsTheIssueOnceAsAWelcome() {
        Postbag early = desk.join(relay, "early@sending.example", AT_ONCE);
        Postbag late = desk.join(relay, "late@sending.example", AT_NOON);
        Issue issue = desk.morning("What the Ferry Missed");
        early.await(3);
        assertThat(late.of(issue)).isEmpty();

        Postbag newcomer = desk.join(relay, "newcomer@sending.example", AT_NOON);
        assertThat(newcomer.of(issue)).as("the welcome").hasSize(1);
        given().post(early.mails().get(2).link("unsubscribe")).then().statusCode(200);
        desk.signUp(early.address(), AT_NOON);
        given().post(early.await(4).link("confirm")).then().statusCode(200);

        desk.sendUntil(issue.date(), 12);
        dispatch.takeUp();
        for (Postbag reader : List.of(early, late, newcomer)) {
            assertThat(reader.of(issue)).as(reader.address()).hasSize(1);
        }
    }

    @Test
    void whoIsNoReaderAtTheirHourGetsNothingWhateverTheyWereWhenTheIssueWasSealed() {
        Postbag faithful = desk.join(relay, "faithful@sending.example", AT_NOON);
        Postbag leaves = desk.join(relay, "leaves@sending.example", AT_NOON);
        Postbag pauses = desk.join(relay, "pauses@sending.example", AT_NOON);
        Postbag gone = desk.join(relay, "gone@sending.example", AT_NOON);
        Postbag silent = new Postbag(relay, "silent@sending.example");
        desk.signUp(silent.address(), AT_NOON);
        silent.await(1);
        Issue issue = desk.morning("Doors That Close by Themselves");
        for (Postbag reader : List.of(faithful, leaves, pauses, gone)) {
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.PENDING);
        }

        given().post(leaves.mails().get(1).link("unsubscribe")).then().statusCode(200);
        given().formParam("pause", issue.date().plusDays(9).toString())
                .post(pauses.mails().get(1).link("preferences"))
                .then()
                .statusCode(200);
        relay.always("RCPT TO:<" + gone.address() + ">", "550 5.1.1 no such user here");
        desk.signUp(gone.address(), AT_NOON);
        eventually(() -> assertThat(desk.reader(gone.address()).status()).isEqualTo(ReaderStatus.SUPPRESSED));

        desk.sendUntil(issue.date(), 12);
        assertThat(faithful.of(issue)).hasSize(1);
        Map.of(leaves, "unsubscribed", pauses, "paused", gone, "suppressed").forEach((reader, why) -> {
            assertThat(reader.of(issue)).as(reader.address()).isEmpty();
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SKIPPED);
            assertThat(desk.row(issue, reader).reply()).contains(why);
        });
        assertThat(outbox.find(issue.id(), desk.reader(silent.address()).id())).isEmpty();
        assertThat(silent.mails()).hasSize(1);
    }

    @Test
    void aListThatIsShorterThanOneBatchIsSentWholeAndWhoGotWhatIsOnRecord() {
        List<Postbag> readers = IntStream.rangeClosed(1, 3)
                .mapToObj(n -> desk.join(relay, "few-" + n + "@sending.example", AT_NOON))
                .toList();
        Issue issue = desk.morning("Three Letters Are a Post, Too");
        desk.sendUntil(issue.date(), 12);
        assertThat(readers).allSatisfy(reader -> {
            Delivery row = desk.row(issue, reader);
            assertThat(row.status()).isEqualTo(DeliveryStatus.SENT);
            assertThat(row.reply()).as("the relay's own words").startsWith("250");
            assertThat(row.finishedAt()).isNotNull();
            assertThat(row.contents().papers()).isNotEmpty();
            Received mail = reader.of(issue).getFirst();
            assertThat(mail.header("Message-ID")).isEqualTo(urls.messageId(row.messageKey()));
            assertThat(row.contents().papers())
                    .allSatisfy(position -> assertThat(mail.text().replaceAll("\\s+", " "))
                            .contains(issues.cards(issue.id()).get(position - 1).title()));
        });
    }

    @Test
    void anIssuesMailThatIsPutOffByA4xxIsDeliveredAfterAll() {
        Postbag reader = desk.join(relay, "later@sending.example", AT_NOON);
        relay.always("RCPT TO:<" + reader.address() + ">", "451 4.7.1 come again");
        Issue issue = desk.morning("The Second Knock");
        desk.sendUntil(issue.date(), 12);
        assertThat(reader.of(issue)).isEmpty();
        assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.PENDING);

        relay.always("RCPT TO:<" + reader.address() + ">", "250 2.1.5 come in");
        clock.advance(Duration.ofMinutes(2));
        desk.awaitNothingDue();
        assertThat(reader.of(issue)).hasSize(1);
        assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(desk.row(issue, reader).attempts()).isEqualTo(2);
    }

    @Test
    void aConfirmationCarriesNoHeadersOfAListThatCouldBeLeftWithOnePress() {
        Postbag reader = new Postbag(relay, "undecided@sending.example");
        desk.signUp(reader.address(), AT_NOON);
        Received confirmation = reader.await(1);
        assertThat(List.of("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "List-Post"))
                .allSatisfy(name -> assertThat(confirmation.header(name)).isNull());
    }

    @Test
    void aConfirmationOvertakesTheMailsOfAnIssueThatWait() {
        List<Postbag> readers = IntStream.rangeClosed(1, 28)
                .mapToObj(n -> desk.join(relay, "queue-" + n + "@sending.example", Map.of("hour", "17")))
                .toList();
        Issue issue = desk.morning("Room at the Front of the Queue");
        desk.sendUntil(issue.date(), 16);
        relay.always(".", ScriptedSmtpServer.SLOWLY);
        desk.waitUntil(issue.date(), 17);
        outbox.tryRelaysNow();
        eventually(() -> assertThat(arrived(readers, issue)).isPositive());

        Postbag hasty = new Postbag(relay, "hasty@sending.example");
        desk.signUp(hasty.address(), AT_NOON);
        hasty.await(1);
        long before = arrived(readers, issue);
        relay.always(".", "250 2.0.0 taken");
        assertThat(before).isLessThan(readers.size());
        desk.awaitNothingDue();
        assertThat(arrived(readers, issue)).isEqualTo(readers.size());
    }

    private static long arrived(List<Postbag> readers, Issue issue) {
        return readers.stream().mapToLong(reader -> reader.of(issue).size()).sum();
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}

package dev.paperboy.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.issue.Assembly;
import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Shortfall;
import dev.paperboy.issue.Turn;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An issue is approved, and its audience fixed, at once and wholly, or not at all. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SealingTest {

    private static final Map<String, ?> IN_THE_EVENING = Map.of("hour", "20");

    @Inject
    Newsdesk desk;

    @Inject
    Assembling assembling;

    @Inject
    Timetable timetable;

    @Inject
    DispatchSettings settings;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    PastPapers pastPapers;

    @Inject
    IssueMails mails;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Outbox outbox;

    @Inject
    Audience audience;

    @Inject
    Seats seats;

    @Inject
    Resends resends;

    @Inject
    Steps steps;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void anIssueOfWhichARowIsMissingStaysADraftAndIsSealedOnceNoneIs() {
        Postbag ada = desk.join(relay, "ada@sealing.example", IN_THE_EVENING);
        desk.join(relay, "ben@sealing.example", IN_THE_EVENING);
        Issue draft = draft("A Roll Call at Dawn");
        long reader = desk.reader(ada.address()).id();
        Instant evening = clock.instant().plus(Duration.ofHours(12));
        outbox.entrust(
                List.of(Entrusted.issue(draft.id(), reader, evening, new Contents(List.of(1), Map.of(), List.of()))));
        Dispatch losing = dispatchWith(audienceOn(new Clock() {

            @Override
            public Instant instant() {
                desk.change("delete from delivery where issue_id = ? and reader_id = ?", draft.id(), reader);
                return clock.instant();
            }

            @Override
            public ZoneId getZone() {
                return clock.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return clock.withZone(zone);
            }
        }));

        assertThatThrownBy(() -> losing.send(draft.id())).hasMessageContaining("it is not sealed");
        assertThat(status(draft)).isEqualTo(IssueStatus.DRAFT);
        assertThat(issues.wasSealed(draft.id())).isFalse();
        assertThat(outbox.readersOf(draft.id())).containsExactly(reader);

        assertThat(dispatch.send(draft.id())).isInstanceOf(Turn.Turned.class);
        assertThat(status(draft)).isEqualTo(IssueStatus.SENDING);
        assertThat(outbox.counts(draft.id()).total()).isGreaterThan(1);
    }

    @Test
    void anIssueThatAnEarlierVersionApprovedIsSealedUnlessItHasGrownOld() {
        Issue fresh = draft("Yesterday's Envelope");
        approvedByAnEarlierVersion(fresh);
        assertThat(issues.published(100)).extracting(Issue::id).doesNotContain(fresh.id());
        dispatch.takeUp();
        assertThat(issues.wasSealed(fresh.id())).isTrue();

        Issue old = draft("An Envelope Behind the Stove");
        approvedByAnEarlierVersion(old);
        clock.advance(Duration.ofHours(20).plusMinutes(1));
        dispatch.takeUp();
        assertThat(status(old)).isEqualTo(IssueStatus.HELD);
        assertThat(outbox.counts(old.id()).total()).isZero();
        assertThat(dispatch.send(old.id())).as("a person says so").isInstanceOf(Turn.Turned.class);
        assertThat(issues.wasSealed(old.id())).isTrue();
    }

    @Test
    void whatWasHeldInTheMeantimeDoesNotGoByItself() {
        Issue draft = draft("A Hand on the Door");
        dispatch.hold(draft.id(), "a second look");
        assertThat(issues.startSendingByItself(draft.id())).isInstanceOf(Turn.NotNow.class);
        assertThat(status(draft)).isEqualTo(IssueStatus.HELD);
        dispatch.cancel(draft.id(), "the wrong papers");
    }

    @Test
    void anIssueThatCannotBeRenderedIsHeldAndSaysWhyWhenItIsToGoAllTheSame() {
        Issue torn = draft("Half a Page");
        desk.change("update entry set card = '{' where issue_id = ? and position = 1", torn.id());
        dispatch.takeUp();
        assertThat(status(torn)).isEqualTo(IssueStatus.HELD);
        assertThat(issues.find(torn.id()).orElseThrow().note()).contains("cannot be rendered");
        assertThat(dispatch.send(torn.id())).isInstanceOfSatisfying(Turn.NotNow.class, why -> assertThat(why.reason())
                .contains("cannot be rendered", "Nothing was sent"));
        assertThat(status(torn)).isEqualTo(IssueStatus.HELD);
        assertThat(outbox.counts(torn.id()).of(DeliveryStatus.PENDING)).isZero();
        dispatch.cancel(torn.id(), "torn");
    }

    @Test
    void twoIssuesThatAreSealedAtOnceGiveAReaderEachPaperOnceAndAWelcomeWaits() throws Exception {
        Postbag carla = desk.join(relay, "carla@sealing.example", IN_THE_EVENING);
        Issue first = draft("One Egg for Two Baskets");
        dispatch.hold(first.id(), "a second look");
        Issue second = draft("A Second Egg");
        Postbag newcomer = new Postbag(relay, "newcomer@sealing.example");
        desk.signUp(newcomer.address(), IN_THE_EVENING);
        String confirm = newcomer.await(1).link("confirm");

        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            QuarkusTransaction.begin();
            audience.waitForOthers();
            issues.startSending(first.id());
            audience.write(first);
            Future<Turn> other = elsewhere.submit(() -> dispatch.send(second.id()));
            assertThat(given().post(confirm).asString()).contains("as soon as there is one for you");
            // However long it is waited here, the other may not have been sealed; where it may, this is time enough.
            assertThatThrownBy(() -> other.get(3, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
            QuarkusTransaction.commit();
            assertThat(other.get()).isInstanceOf(Turn.Turned.class);
        }
        dispatch.takeUp();
        List<String> titles = new ArrayList<>(titles(first, carla));
        titles.addAll(titles(second, carla));
        assertThat(titles).contains("One Egg for Two Baskets", "A Second Egg").doesNotHaveDuplicates();
        assertThat(desk.row(second, newcomer).status())
                .as("who had confirmed when the second was sealed is one of its readers, and needs no welcome")
                .isEqualTo(DeliveryStatus.PENDING);
        assertThat(desk.rows("select id from reader where welcome_due and email = '" + newcomer.address() + "'"))
                .isEmpty();
    }

    @Test
    void nothingThatHasFailedIsSentAgainWhileAnIssueIsSealed() throws Exception {
        Postbag dora = desk.join(relay, "dora@sealing.example", IN_THE_EVENING);
        Issue issue = draft("An Egg That Nobody Took");
        dispatch.send(issue.id());
        long row = desk.row(issue, dora).id();
        desk.change("update delivery set status = 'FAILED', not_before = null where id = ?", row);

        try (ExecutorService elsewhere = Executors.newSingleThreadExecutor()) {
            QuarkusTransaction.begin();
            seats.takeAll();
            assertThat(elsewhere.submit(() -> resends.one(row)).get()).isInstanceOf(Resend.Sealing.class);
            QuarkusTransaction.commit();
        }
        assertThat(desk.row(issue, dora).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(resends.one(row)).isEqualTo(new Resend.Queued(1));
    }

    @Test
    void anIssueIsHeldAlsoWhereTheDatabaseTurnsThatAwayAtFirst() throws Exception {
        Postbag eva = desk.join(relay, "eva@sealing.example", IN_THE_EVENING);
        Postbag fay = desk.join(relay, "fay@sealing.example", IN_THE_EVENING);
        Issue issue = draft("Two Hands on One Handle");
        dispatch.send(issue.id());
        List<Long> both =
                List.of(desk.row(issue, eva).id(), desk.row(issue, fay).id());

        try (ExecutorService lane = Executors.newSingleThreadExecutor()) {
            for (List<Long> order : List.of(both, both.reversed())) {
                CountDownLatch begun = new CountDownLatch(1);
                Future<?> marks =
                        lane.submit(() -> QuarkusTransaction.requiringNew().run(() -> {
                            lock(order.getFirst());
                            begun.countDown();
                            // Time enough for who holds the issue to have the other row, and to wait for this one.
                            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
                            lock(order.getLast());
                        }));
                begun.await();
                assertThat(dispatch.hold(issue.id(), "a second look")).isInstanceOf(Turn.Turned.class);
                // One of both was turned away, and which is the database's choice.
                Awaitility.await().until(marks::isDone);
                assertThat(desk.row(issue, eva).status()).isEqualTo(DeliveryStatus.HELD);
                assertThat(desk.row(issue, fay).status()).isEqualTo(DeliveryStatus.HELD);
                dispatch.send(issue.id());
            }
        }
    }

    private void lock(long row) {
        entities.createNativeQuery("update delivery set attempts = attempts where id = " + row)
                .executeUpdate();
    }

    private List<String> titles(Issue issue, Postbag reader) {
        List<Card> cards = issues.cards(issue.id());
        return desk.row(issue, reader).contents().papers().stream()
                .map(position -> cards.get(position - 1).title())
                .toList();
    }

    @Test
    void whatAnIssueLacksIsWrittenWithIt() {
        LocalDate day = desk.today().plusDays(40);
        desk.papers(day, "A Chair Left Free");
        clock.advance(Duration.ofDays(40));
        desk.look();
        Shortfall lacking = new Shortfall("Papers from afar are missing.", "afar was late", "nothing came from afar");
        assertThat(issues.assemble(IssueKind.DAILY, day.plusDays(20), lacking))
                .isInstanceOfSatisfying(Assembly.Assembled.class, made -> assertThat(made.issue())
                        .returns(IssueStatus.EMPTY, Issue::status)
                        .returns("nothing came from afar", Issue::note));
        assertThat(issues.assemble(IssueKind.DAILY, day, lacking))
                .isInstanceOfSatisfying(Assembly.Assembled.class, made -> assertThat(made.issue())
                        .returns(IssueStatus.HELD, Issue::status)
                        .returns("afar was late", Issue::note)
                        .returns("Papers from afar are missing.", Issue::remark));
        dispatch.cancel(issues.find(IssueKind.DAILY, day).orElseThrow().id(), "afar is too far");
    }

    /** The next day's, of one paper, made and not taken up yet. */
    private Issue draft(String title) {
        LocalDate day = desk.today().plusDays(1);
        desk.papers(day, title);
        desk.wakeOn(day);
        desk.look();
        dispatch.assembleToday();
        Issue draft = issues.find(IssueKind.DAILY, day).orElseThrow();
        assertThat(draft.status()).isEqualTo(IssueStatus.DRAFT);
        return draft;
    }

    private void approvedByAnEarlierVersion(Issue draft) {
        desk.change("update issue set status = 'APPROVED' where id = ?", draft.id());
    }

    private Audience audienceOn(Clock itsClock) {
        return new Audience(subscriptions, pastPapers, mails, issues, outbox, entities, seats, itsClock);
    }

    private Dispatch dispatchWith(Audience audience) {
        return new Dispatch(
                assembling, timetable, settings, issues, audience, mails, subscriptions, outbox, steps, clock);
    }

    private IssueStatus status(Issue issue) {
        return issues.find(issue.id()).orElseThrow().status();
    }
}

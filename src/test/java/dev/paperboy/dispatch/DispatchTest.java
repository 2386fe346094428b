package dev.paperboy.dispatch;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.outbox.Refusals;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.Inbox;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** An operator's hand on an issue, and readers who are not like the others. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // one calendar for all of them, which only goes forward
class DispatchTest {

    @Inject
    Dispatch dispatch;

    @Inject
    Ingest ingest;

    @Inject
    Issues issues;

    @Inject
    Previews previews;

    @Inject
    Outbox outbox;

    @Inject
    Refusals refusals;

    @Inject
    EntityManager entities;

    @Inject
    Subscriptions subscriptions;

    @Inject
    SignedTokens tokens;

    @Inject
    Newsletter newsletter;

    @Inject
    TestClock clock;

    @BeforeEach
    void letMailsLeaveAndHaveAnIssueToWelcomeReadersWith() {
        outbox.start();
        ingest.runAll();
        dispatch.takeUp();
    }

    @Test
    @Order(1)
    void aHeldIssueWaitsUntilItIsSentAndWhoLeavesMeanwhileGetsNothing() throws IOException {
        Inbox carla = new Inbox("carla@desk.example");
        Reader reader = active(carla, Frequency.DAILY);
        Inbox dan = new Inbox("dan@desk.example");
        Reader leaving = active(dan, Frequency.DAILY);
        Issue issue = sealed(LocalDate.of(2026, 12, 1), "Knots That Untie Themselves");
        int before = carla.mails().size();

        assertThat(dispatch.hold(issue.id(), "a second look")).isInstanceOf(Turn.Turned.class);
        assertThat(issues.find(issue.id()).orElseThrow().note()).isEqualTo("a second look");
        assertThat(outbox.counts(issue.id()).open()).isZero();
        clock.moveTo("2026-12-01T23:01:00Z");
        dispatch.takeUp();
        assertThat(issues.find(issue.id()).orElseThrow().status()).isEqualTo(IssueStatus.HELD);
        assertThat(carla.mails()).hasSize(before);

        subscriptions.unsubscribe(tokens.sign(Purpose.UNSUBSCRIBE, leaving.key()));
        int dansBefore = dan.mails().size();
        assertThat(dispatch.send(issue.id())).isInstanceOf(Turn.Turned.class);
        assertThat(carla.await(before + 1).subject()).contains("Tuesday 1 December");
        awaitDone(issue);
        dispatch.takeUp();
        assertThat(issues.find(issue.id()).orElseThrow().status()).isEqualTo(IssueStatus.SENT);
        assertThat(outbox.counts(issue.id()).of(DeliveryStatus.SKIPPED)).isPositive();
        assertThat(dan.mails()).hasSize(dansBefore);

        subscriptions.signUp(leaving.email(), leaving.preferences());
        subscriptions.confirm(tokens.sign(Purpose.CONFIRM, leaving.key()));
        assertThat(dan.await(dansBefore + 2).subject())
                .as("who was away when it left gets the issue on coming back")
                .contains("Tuesday 1 December");
        leave(leaving);
        leave(reader);
    }

    @Test
    @Order(2)
    void aCancelledIssueNeverLeaves() throws IOException {
        Inbox emil = new Inbox("emil@desk.example");
        Reader reader = active(emil, Frequency.DAILY);
        Issue issue = sealed(LocalDate.of(2026, 12, 3), "Bridges That Hum in the Wind");
        int before = emil.mails().size();

        assertThat(dispatch.cancel(issue.id(), "the wrong papers")).isInstanceOf(Turn.Turned.class);
        assertThat(outbox.counts(issue.id()).of(DeliveryStatus.CANCELLED)).isPositive();
        assertThat(outbox.counts(issue.id()).waiting()).isZero();
        assertThat(dispatch.send(issue.id())).isInstanceOf(Turn.NotNow.class);
        assertThat(dispatch.send(-1)).isInstanceOf(Turn.NoSuchIssue.class);
        clock.moveTo("2026-12-03T23:01:00Z");
        dispatch.takeUp();
        assertThat(issues.find(issue.id()).orElseThrow().status()).isEqualTo(IssueStatus.CANCELLED);
        assertThat(emil.mails()).hasSize(before);
        leave(reader);
    }

    @Test
    @Order(3)
    void aWeeklyReaderGetsTheWeekAndNotTheDay() throws IOException {
        Inbox wanda = new Inbox("wanda@desk.example");
        Reader reader = active(wanda, Frequency.WEEKLY);
        Issue daily = sealed(LocalDate.of(2026, 12, 5), "Lanterns for Deep Water");
        int before = wanda.mails().size();
        assertThat(outbox.find(daily.id(), reader.id())).isEmpty();
        Issue weekly = issues.find(IssueKind.WEEKLY, LocalDate.of(2026, 12, 5)).orElseThrow();
        assertThat(outbox.find(weekly.id(), reader.id())).isPresent();
        clock.moveTo("2026-12-05T23:01:00Z");
        assertThat(wanda.await(before + 1).subject()).contains("of the week").contains("Saturday 5 December");
        leave(reader);
    }

    @Test
    @Order(4)
    void aTestMailLeavesAtOnceAndOutsideTheLedger() throws IOException {
        Issue issue = sealed(LocalDate.of(2026, 12, 8), "Maps Made of Echoes");
        long rows = outbox.counts(issue.id()).total();
        Inbox operator = new Inbox("operator@desk.example");
        Optional<Outbox.Tried> tried = previews.sendTest(issue.id(), List.of(), new EmailAddress(operator.address()));
        assertThat(tried.map(Outbox.Tried::outcome)).get().isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(operator.await(1).subject()).startsWith("[Test] ");
        // Nobody has looked at the bundled sample for weeks of the tests' calendar, and the readers are told.
        assertThat(issue.remark()).isEqualTo("Papers from sample could not be read in time for this issue.");
        assertThat(operator.await(1).text()).contains("Papers from sample could not be read in time");
        assertThat(previews.sendTest(issue.id(), List.of("no-such-topic"), new EmailAddress(operator.address())))
                .isEmpty();
        assertThat(outbox.counts(issue.id()).total()).isEqualTo(rows);
    }

    @Test
    @Order(5)
    void aCancelledIssueStaysOnReadersPagesOnlyWhereAMailOfItHasLeft() throws IOException {
        Reader late = active(new Inbox("greta@desk.example"), Frequency.DAILY);
        Issue unseen = sealed(LocalDate.of(2026, 12, 10), "Kites for Calm Days");
        given().get("/issues/2026-12-10").then().statusCode(200);
        dispatch.cancel(unseen.id(), "the wrong papers");
        given().get("/issues/2026-12-10").then().statusCode(404).body(containsString("This issue has not been sent"));
        assertThat(issues.published(100)).extracting(Issue::id).doesNotContain(unseen.id());
        assertThat(issues.withPaper("desk-2026-12-10")).isEmpty();

        Reader early = active(new Inbox("hugo@desk.example"), Frequency.DAILY, 6);
        Issue seen = sealed(LocalDate.of(2026, 12, 11), "Kites for Stormy Days");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> outbox.counts(seen.id()).of(DeliveryStatus.SENT) == 1);
        dispatch.cancel(seen.id(), "the wrong papers");
        given().get("/issues/2026-12-11").then().statusCode(200).body(containsString("Kites for Stormy Days"));
        assertThat(issues.published(100)).extracting(Issue::id).contains(seen.id());
        leave(late);
        leave(early);
    }

    @Test
    @Order(6)
    void whatIsTooLateBecauseTheMachineSleptWaitsForAnOperator() throws IOException {
        Inbox nina = new Inbox("nina@desk.example");
        Reader reader = active(nina, Frequency.DAILY);
        Issue issue = sealed(LocalDate.of(2026, 12, 14), "Naps of Long-Running Machines");
        int before = nina.mails().size();

        clock.moveTo("2026-12-15T19:01:00Z");
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> outbox.counts(issue.id()).of(DeliveryStatus.HELD) > 0);
        dispatch.takeUp();
        assertThat(issues.find(issue.id()).orElseThrow().note()).contains("too late to go by");
        assertThat(nina.mails()).hasSize(before);

        assertThat(dispatch.send(issue.id())).isInstanceOf(Turn.Turned.class);
        nina.await(before + 1);
        leave(reader);
    }

    @Test
    @Order(7)
    void aMailThatWasAtAWorkerWhenItsIssueWasHeldAndCancelledWaitsForNothing() throws IOException {
        Reader reader = active(new Inbox("olaf@desk.example"), Frequency.DAILY);
        Issue issue = sealed(LocalDate.of(2026, 12, 17), "Doors That Close Behind You");
        dispatch.cancel(issue.id(), "the wrong papers");
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createQuery("update DeliveryRow d set d.status = HELD where d.issueId = ?1")
                        .setParameter(1, issue.id())
                        .executeUpdate());
        refusals.mailWaits(issue.id());
        assertThat(outbox.counts(issue.id()).of(DeliveryStatus.HELD)).isZero();
        leave(reader);
    }

    @Test
    @Order(8)
    void anIssueThatGrewOldBeforeItWasSealedWaitsForAnOperator() throws IOException {
        publish(LocalDate.of(2026, 12, 21), "Letters From the Attic");
        dispatch.assembleToday();
        Issue issue = issues.find(IssueKind.DAILY, LocalDate.of(2026, 12, 21)).orElseThrow();
        clock.moveTo("2026-12-22T04:00:00Z");
        dispatch.takeUp();
        assertThat(issues.find(issue.id()).orElseThrow().status()).isEqualTo(IssueStatus.HELD);
        assertThat(issues.find(issue.id()).orElseThrow().note()).contains("too late to send by itself");
        dispatch.cancel(issue.id(), "too old");
    }

    /** The issue of a day, out for delivery, with one paper of that day. */
    private Issue sealed(LocalDate date, String title) throws IOException {
        publish(date, title);
        dispatch.takeUp();
        Issue issue = issues.find(IssueKind.DAILY, date).orElseThrow();
        assertThat(issue.status()).isIn(IssueStatus.SENDING, IssueStatus.SENT);
        return issue;
    }

    private void publish(LocalDate date, String title) throws IOException {
        Files.writeString(
                newsletter.dataDir().resolve("papers/" + date + ".jsonl"),
                "{\"id\":\"desk-%s\",\"title\":\"%s\",\"abstract\":\"A paper of its day.\",\"date\":\"%s\",\"upvotes\":50}\n"
                        .formatted(date, title, date));
        clock.moveTo(date + "T06:01:00Z");
        ingest.run("papers");
    }

    private Reader active(Inbox inbox, Frequency frequency) {
        return active(inbox, frequency, 23);
    }

    private Reader active(Inbox inbox, Frequency frequency, int hour) {
        EmailAddress address = new EmailAddress(inbox.address());
        subscriptions.signUp(address, new Preferences(List.of(), frequency, ZoneId.of("UTC"), hour));
        Reader reader = subscriptions.byEmail(address).orElseThrow();
        subscriptions.confirm(tokens.sign(Purpose.CONFIRM, reader.key()));
        inbox.await(1);
        return reader;
    }

    /** So that the issues of the other tests have the readers that those tests made. */
    private void leave(Reader reader) {
        subscriptions.unsubscribe(tokens.sign(Purpose.UNSUBSCRIBE, reader.key()));
    }

    private void awaitDone(Issue issue) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> outbox.counts(issue.id()).open() == 0);
    }
}

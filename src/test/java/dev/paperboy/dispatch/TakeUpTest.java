package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
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
import java.sql.Timestamp;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is looked after every fifteen seconds, on days on which something is out of the ordinary. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class TakeUpTest {

    private static final Map<String, ?> IN_THE_EVENING = Map.of("hour", "20");

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Outbox outbox;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void whatIsDueWhileTheProcessStartsWaitsUntilItHasBegun() {
        LocalDate day = desk.today().plusDays(1);
        desk.papers(day, "A Bell Before Breakfast");
        desk.wakeOn(day);
        desk.look();
        Schedules schedules = new Schedules(dispatch);
        schedules.assemble();
        schedules.takeUp();
        assertThat(issues.find(IssueKind.DAILY, day)).isEmpty();

        dispatch.begin();
        Issue issue = issues.find(IssueKind.DAILY, day).orElseThrow();
        dispatch.hold(issue.id(), "a second look");
        clock.advance(Duration.ofDays(1));
        desk.papers(desk.today(), "A Bell at Breakfast");
        desk.look();
        schedules.takeUp();
        assertThat(issues.find(IssueKind.DAILY, desk.today())).isPresent();
    }

    @Test
    void anAssemblyThatFailsStopsNothingElseAndSaysSoOnce() {
        LocalDate before = desk.today().plusDays(1);
        papersCome(before, "A Bell Without a Clapper");
        dispatch.assembleToday();
        Issue forgotten = issues.find(IssueKind.DAILY, before).orElseThrow();
        LocalDate day = before.plusDays(1);
        papersCome(day, "A Clapper Without a Bell");
        desk.change("update paper set canonical_id = '' where listed_on = ?", day);
        assertThat(stops(() -> {
                    dispatch.takeUp();
                    dispatch.takeUp();
                }))
                .filteredOn("assembling"::equals)
                .hasSize(1);
        assertThat(issues.find(IssueKind.DAILY, day)).isEmpty();
        assertThat(status(forgotten)).as("a draft of yesterday").isEqualTo(IssueStatus.HELD);

        desk.change("update paper set canonical_id = ? where listed_on = ?", "desk-" + day + "-0", day);
        assertThat(stops(dispatch::takeUp)).isEmpty();
        assertThat(issues.find(IssueKind.DAILY, day)).isPresent();
        dispatch.cancel(forgotten.id(), "too old");
    }

    @Test
    void aReaderForWhomThereWasNoIssueIsWelcomedLaterWhoeverElseCannotBe() {
        desk.morning("Streets Without Names");
        if (desk.today().getDayOfWeek() == DayOfWeek.FRIDAY) {
            desk.morning("Streets With Two Names");
        }
        Map<String, ?> weekly = Map.of("hour", "6", "frequency", "weekly", "topic", List.of("autonomous-driving"));
        Postbag torn = desk.join(relay, "torn@takeup.example", weekly);
        Postbag olga = desk.join(relay, "olga@takeup.example", weekly);
        assertThat(List.of(torn, olga))
                .allSatisfy(reader -> assertThat(reader.mails()).hasSize(1));

        LocalDate day = desk.today().plusDays(1);
        papersCome(day, "Self-Driving Cars in Urban Traffic");
        dispatch.assembleToday();
        Issue issue = issues.find(IssueKind.DAILY, day).orElseThrow();
        long unreadable = desk.reader(torn.address()).id();
        outbox.entrust(List.of(Entrusted.nothingToSend(issue.id(), unreadable, clock.instant(), "torn")));
        desk.change("update delivery set wishes = 'torn' where issue_id = ? and reader_id = ?", issue.id(), unreadable);

        assertThat(stops(dispatch::takeUp)).containsExactly("the welcome of reader " + unreadable);
        desk.awaitNothingDue();
        assertThat(olga.of(issue)).hasSize(1);
        assertThat(stops(dispatch::takeUp)).as("said before").isEmpty();
        desk.awaitNothingDue();
        assertThat(olga.of(issue)).hasSize(1);
        desk.change("update delivery set wishes = '' where issue_id = ? and reader_id = ?", issue.id(), unreadable);
        dispatch.takeUp();
        assertThat(desk.rows("select id from reader where welcome_due and email like '%@takeup.example'"))
                .isEmpty();
    }

    @Test
    void whatAnOperatorHoldsInTheMeantimeIsNotLetGoOn() {
        Postbag vera = desk.join(relay, "vera@takeup.example", IN_THE_EVENING);
        Issue sending = desk.morning("A Gate Left Open");
        dispatch.hold(sending.id(), "a second look");
        dispatch.goOnOrFinish(sending);
        assertThat(status(sending)).isEqualTo(IssueStatus.HELD);
        assertThat(desk.row(sending, vera).status()).isEqualTo(DeliveryStatus.HELD);
        dispatch.cancel(sending.id(), "the wrong papers");
    }

    @Test
    void whatWaitsOfAnIssueThatGoesGoesWithItUnlessItIsTooLate() {
        Postbag late = desk.join(relay, "late@takeup.example", IN_THE_EVENING);
        Postbag early = desk.join(relay, "early@takeup.example", IN_THE_EVENING);
        Issue issue = desk.morning("Two Gates, One Key");
        waits(issue, early);
        dispatch.goOnOrFinish(issue);
        assertThat(desk.row(issue, early).status()).isEqualTo(DeliveryStatus.PENDING);

        waits(issue, late);
        desk.change(
                "update delivery set due_at = ? where id = ?",
                Timestamp.from(clock.instant().minus(Duration.ofHours(21))),
                desk.row(issue, late).id());
        dispatch.goOnOrFinish(issue);
        assertThat(status(issue)).isEqualTo(IssueStatus.HELD);
        assertThat(issues.find(issue.id()).orElseThrow().note()).contains("1 mail is too late");
        assertThat(desk.row(issue, late).status()).isEqualTo(DeliveryStatus.HELD);
        dispatch.cancel(issue.id(), "too late");
    }

    @Test
    void aWeekdaysReaderGetsNothingOnASaturday() {
        Postbag wim = desk.join(relay, "wim@takeup.example", Map.of("hour", "6", "frequency", "weekdays"));
        LocalDate saturday = desk.today().plusDays(1).with(TemporalAdjusters.next(DayOfWeek.SATURDAY));
        long reader = desk.reader(wim.address()).id();
        Issue friday = desk.morning(saturday.minusDays(1), "The Last Train on Friday");
        desk.awaitNothingDue();
        Issue free = desk.morning(saturday, "The Only Train on Saturday");
        desk.awaitNothingDue();
        Issue monday = desk.morning(saturday.plusDays(2), "The First Train on Monday");
        desk.awaitNothingDue();
        assertThat(wim.of(friday)).hasSize(1);
        assertThat(outbox.find(free.id(), reader)).isEmpty();
        assertThat(wim.of(free)).isEmpty();
        assertThat(wim.of(monday)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("The Only Train on Saturday"));
    }

    @Test
    void theWeeksIssueIsMadeLaterInTheWeekWhereNobodyWasThereOnItsDay() {
        Postbag wanda = desk.join(relay, "wanda@takeup.example", Map.of("hour", "6", "frequency", "weekly"));
        LocalDate sunday = desk.today().plusDays(9).with(TemporalAdjusters.next(DayOfWeek.SUNDAY));
        desk.morning(sunday.minusDays(8), "The Door on Its Saturday");
        desk.morning(sunday.minusDays(2), "The Week Behind a Closed Door");
        desk.morning(sunday, "The Door on Sunday");
        Issue late = issues.find(IssueKind.WEEKLY, sunday).orElseThrow();
        desk.awaitNothingDue();
        assertThat(wanda.of(late)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("The Week Behind a Closed Door"));

        desk.morning(sunday.plusDays(1), "The Door on Monday");
        assertThat(issues.find(IssueKind.WEEKLY, sunday.plusDays(1))).isEmpty();
        LocalDate wednesday = sunday.plusDays(24);
        desk.morning(wednesday, "A Door That Was Closed for Weeks");
        assertThat(issues.find(IssueKind.WEEKLY, wednesday))
                .as("there were no issues in the week that ended last")
                .isEmpty();
    }

    private void papersCome(LocalDate day, String title) {
        desk.papers(day, title);
        desk.wakeOn(day);
        desk.look();
    }

    private void waits(Issue issue, Postbag reader) {
        desk.change(
                "update delivery set status = 'HELD', not_before = null where id = ?",
                desk.row(issue, reader).id());
    }

    private IssueStatus status(Issue issue) {
        return issues.find(issue.id()).orElseThrow().status();
    }

    /** What says meanwhile that it cannot go on. */
    private static List<String> stops(Runnable meanwhile) {
        List<String> said = new ArrayList<>();
        Handler ear = new Handler() {

            @Override
            public void publish(LogRecord line) {
                int end = line.getMessage().indexOf(" cannot go on");
                if (end > 0) {
                    said.add(line.getMessage().substring(0, end));
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger steps = Logger.getLogger(Steps.class.getName());
        steps.addHandler(ear);
        try {
            meanwhile.run();
        } finally {
            steps.removeHandler(ear);
        }
        return said;
    }
}

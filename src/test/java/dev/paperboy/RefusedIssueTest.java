package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An issue that a relay refuses for who we are, and one of which it refuses a single mail so, day after day. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class RefusedIssueTest {

    private static final Map<String, ?> IN_THE_EVENING = Map.of("hour", "22");
    private static final int THEIR_HOUR = 22;

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Outbox outbox;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @AfterEach
    void everythingIsWellAgain() {
        relay.always("RCPT", "250 2.1.5 fine");
    }

    @Test
    void aMailboxThatNobodyMayWriteToHoldsTheOthersUpOnce() {
        List<Postbag> readers = join("guarded", 10);
        Postbag guarded = readers.get(4);
        relay.always(
                "RCPT TO:<" + guarded.address() + ">",
                "554 5.7.1 <" + guarded.address() + ">: Recipient address rejected: Access denied");
        Issue issue = desk.morning("A Letterbox With a Guard");
        desk.waitUntil(issue.date(), THEIR_HOUR);
        outbox.tryRelaysNow();
        eventually(() -> assertThat(status(issue)).isEqualTo(IssueStatus.HELD));
        desk.awaitNothingDue();
        assertThat(issues.find(issue.id()).orElseThrow().note())
                .contains("the relay refuses our mail: 554 5.7.1", "Access denied");

        dispatch.send(issue.id());
        desk.awaitNothingDue();
        assertThat(desk.row(issue, guarded).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(desk.row(issue, guarded).reply()).contains("Access denied");
        assertThat(desk.reader(guarded.address()).status()).isEqualTo(ReaderStatus.ACTIVE);
        dispatch.takeUp();
        assertThat(status(issue)).isNotEqualTo(IssueStatus.HELD);
        assertThat(readers).filteredOn(reader -> reader.of(issue).size() == 1).hasSize(9);
        relay.always("RCPT TO:<" + guarded.address() + ">", "250 2.1.5 fine");
    }

    @Test
    void aRefusalForWhoWeAreStopsTheRestOfARunningIssueUntilItIsPutRight() {
        List<Postbag> readers = join("running", 12);
        Issue issue = desk.morning("A Stamp That Is Not Valid Here");
        relay.next("RCPT", "250 2.1.5 fine", "250 2.1.5 fine").always("RCPT", "550 5.7.26 not signed by you");
        desk.waitUntil(issue.date(), THEIR_HOUR);
        outbox.tryRelaysNow();
        eventually(() -> assertThat(status(issue)).isEqualTo(IssueStatus.HELD));
        desk.awaitNothingDue();
        assertThat(readers)
                .filteredOn(reader -> desk.row(issue, reader).status() == DeliveryStatus.HELD)
                .hasSizeGreaterThanOrEqualTo(10);

        for (int times = 0; times < 3; times++) {
            dispatch.send(issue.id());
            eventually(() -> assertThat(status(issue)).isEqualTo(IssueStatus.HELD));
            desk.awaitNothingDue();
        }
        assertThat(readers)
                .as("sent on though nothing was put right")
                .filteredOn(reader -> desk.row(issue, reader).status() == DeliveryStatus.FAILED)
                .hasSizeLessThanOrEqualTo(3);

        relay.always("RCPT", "250 2.1.5 fine");
        // The last of the refusals may hold the issue when the operator has just sent it on.
        eventually(() -> {
            dispatch.send(issue.id());
            desk.awaitNothingDue();
            assertThat(readers)
                    .filteredOn(reader -> reader.of(issue).size() == 1)
                    .hasSizeGreaterThanOrEqualTo(9);
        });
    }

    @Test
    void whoIsNotAtTheRelayYetWhenItRefusesUsIsNotTried() {
        List<Postbag> readers = join("behind", 60);
        Issue issue = desk.morning("A Queue Behind a Closed Counter");
        relay.always("RCPT", "550 5.7.1 we do not know you");
        desk.waitUntil(issue.date(), THEIR_HOUR);
        outbox.tryRelaysNow();
        eventually(() -> assertThat(status(issue)).isEqualTo(IssueStatus.HELD));
        desk.awaitNothingDue();
        assertThat(outbox.newest(List.of(DeliveryStatus.HELD), issue.id(), 1000))
                .hasSizeGreaterThanOrEqualTo(readers.size())
                .filteredOn(row -> row.attempts() > 0)
                .as("one for each connection")
                .hasSizeBetween(1, 4);
    }

    private List<Postbag> join(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> desk.join(relay, name + "-" + n + "@refused.example", IN_THE_EVENING))
                .toList();
    }

    private IssueStatus status(Issue issue) {
        return issues.find(issue.id()).orElseThrow().status();
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(assertion);
    }
}

package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.DeliveryStatus;
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
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Mails that cannot be made: everybody's, and one reader's. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class UnmadeMailsTest {

    private static final Map<String, ?> AT_NIGHT = Map.of("hour", "22");
    private static final int THEIR_HOUR = 22;
    private static final byte[] FIRST_PAPER = BitSet.valueOf(new long[] {2}).toByteArray();
    private static final byte[] NO_SUCH_PAPER =
            BitSet.valueOf(new long[] {0, 0, 0, 0, 0, 2}).toByteArray();

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
    void anIssueOfWhichNoMailCanBeMadeWaitsForWhoCanMendIt() {
        List<Postbag> readers = join("unmade", 25);
        Issue issue = desk.morning("A Page Torn From Every Copy");
        desk.change("update delivery set papers = ? where issue_id = ?", NO_SUCH_PAPER, issue.id());
        desk.waitUntil(issue.date(), THEIR_HOUR);
        outbox.tryRelaysNow();
        Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(status(issue))
                .isEqualTo(IssueStatus.HELD));
        desk.awaitNothingDue();
        assertThat(issues.find(issue.id()).orElseThrow().note())
                .contains("one mail after the other cannot be made", "no paper at position", "then send the issue on");
        for (int hours = 0; hours < 3; hours++) {
            clock.advance(Duration.ofHours(1));
            desk.awaitNothingDue();
        }
        assertThat(readers)
                .extracting(reader -> desk.row(issue, reader).status())
                .containsOnly(DeliveryStatus.HELD);

        desk.change("update delivery set papers = ? where issue_id = ?", FIRST_PAPER, issue.id());
        dispatch.send(issue.id());
        desk.awaitNothingDue();
        assertThat(readers).allSatisfy(reader -> assertThat(reader.of(issue)).hasSize(1));
    }

    @Test
    void aReaderWhoseRowNobodyUnderstandsStopsNobodyElse() {
        List<Postbag> readers = join("legible", 3);
        Postbag blurred = readers.get(1);
        Issue issue = desk.morning("Ink in the Rain");
        desk.change("update reader set frequency = 'HOURLY' where email = ?", blurred.address());
        desk.sendUntil(issue.date(), THEIR_HOUR);
        assertThat(readers.get(0).of(issue)).hasSize(1);
        assertThat(readers.get(2).of(issue)).hasSize(1);
        for (int tries = 0; tries < 3; tries++) {
            clock.advance(Duration.ofMinutes(16));
            desk.awaitNothingDue();
        }
        assertThat(desk.rows("select d.status, d.reply from delivery d join reader r on r.id = d.reader_id"
                        + " where r.email = '" + blurred.address() + "' and d.issue_id = " + issue.id()))
                .singleElement()
                .asString()
                .contains("FAILED", "cannot be read");

        Issue next = desk.morning("Ink That Has Dried");
        assertThat(next.status()).as("sealed for the others").isEqualTo(IssueStatus.SENDING);
        desk.sendUntil(next.date(), THEIR_HOUR);
        assertThat(readers.get(0).of(next)).hasSize(1);
        assertThat(desk.change("update reader set frequency = 'DAILY' where email = ?", blurred.address()))
                .isOne();
    }

    private List<Postbag> join(String name, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> desk.join(relay, name + "-" + n + "@unmade.example", AT_NIGHT))
                .toList();
    }

    private IssueStatus status(Issue issue) {
        return issues.find(issue.id()).orElseThrow().status();
    }
}

package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.Issue;
import dev.paperboy.outbox.DeliveryStatus;
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
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whoever waits for a confirmation tells nobody that it does not come, so the newsroom is told. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class NoticeTroubleTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");
    private static final String LINK = "<a href=\"/console/deliveries?status=pending&amp;issue=notices\">";

    @Inject
    Newsdesk desk;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
        desk.awaitNothingDue();
    }

    @Test
    void noticesThatTheRelayDoesNotTakeAreToldOfUntilItTakesThem() {
        relay.always("RCPT TO:<ada@notices.example>", "451 4.7.1 <first> come later");
        relay.always("RCPT TO:<ben@notices.example>", "451 4.7.1 not from you.");
        desk.signUp("ada@notices.example", AT_ONCE);
        awaitTries(1);
        assertThat(pages()).allSatisfy(page -> assertThat(page)
                .contains(
                        "1 confirmation or other notice was not taken by the relay. The last reply: 451 4.7.1"
                                + " &lt;first&gt; come later. It is tried again by itself;",
                        LINK));
        desk.signUp("ben@notices.example", AT_ONCE);
        awaitTries(2);
        assertThat(pages()).allSatisfy(page -> assertThat(page)
                .contains("2 confirmations and other notices were not taken by the relay. The last reply: 451 4.7.1"
                        + " not from you. They are tried again by themselves;"));
        assertThat(desk.operator()
                        .get("/console/deliveries?status=pending&issue=notices")
                        .asString())
                .contains("ada@notices.example", "ben@notices.example");

        relay.always("RCPT TO:<ada@notices.example>", "250 2.1.5 yes");
        relay.always("RCPT TO:<ben@notices.example>", "250 2.1.5 yes");
        clock.advance(Duration.ofHours(8));
        desk.awaitNothingDue();
        assertThat(new Postbag(relay, "ada@notices.example").mails()).hasSize(1);
        assertThat(pages()).noneMatch(page -> page.contains("by the relay."));
    }

    @Test
    void addressesThatAreGoneFreshNoticesAndMailsOfIssuesAreNoAlarm() {
        Postbag cleo = desk.join(relay, "cleo@notices.example", AT_ONCE);
        relay.always("RCPT TO:<cleo@notices.example>", "451 4.2.2 come later");
        relay.always("RCPT TO:<gone@notices.example>", "550 5.1.1 nobody here");
        desk.signUp("gone@notices.example", AT_ONCE);
        Issue issue = desk.morning("A Letterbox Behind Ivy");
        desk.awaitNothingDue();
        assertThat(desk.row(issue, cleo).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(desk.row(issue, cleo).attempts()).isOne();
        // One a moment: the second waits for its turn, which is no try.
        desk.signUp("one@slow.example", AT_ONCE);
        desk.signUp("two@slow.example", AT_ONCE);
        desk.awaitNothingDue();
        assertThat(desk.rows("select reply from delivery where status = 'PENDING' and issue_id is null"))
                .containsOnly("waits for its turn | ");
        assertThat(pages()).noneMatch(page -> page.contains("by the relay."));

        relay.always("RCPT TO:<cleo@notices.example>", "250 2.1.5 yes");
        clock.advance(Duration.ofHours(8));
        desk.awaitNothingDue();
    }

    private void awaitTries(int count) {
        Awaitility.await()
                .until(() -> desk.rows("select id from delivery where status = 'PENDING' and attempts > 0"
                                        + " and issue_id is null")
                                .size()
                        == count);
    }

    private List<String> pages() {
        return List.of(
                desk.operator().get("/console/issues").asString(),
                desk.operator().get("/console/deliveries").asString());
    }
}

package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Welcome;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who left before their mail did, and comes back with other wishes. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ComingBackTest {

    private static final String AFTERNOON = "15";

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Outbox outbox;

    @Inject
    Welcome welcome;

    @Inject
    SignedTokens tokens;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void theSkippedIssueIsChosenAnewForWhatIsFollowedNow() {
        Postbag ivy = desk.join(relay, "ivy@back.example", following("robotics", "agents"));
        Issue issue = desk.morning("Humanoid Robots That Skate", "Multi-Agent Systems That Vote");
        assertThat(desk.row(issue, ivy).contents().papers()).hasSize(2);
        leaveUntilItIsSkipped(ivy, issue);

        comeBack(ivy, following("agents"));
        assertThat(ivy.of(issue)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Systems That Vote", "You follow:", "Agents")
                .doesNotContain("Robots That Skate", "Robotics"));
    }

    @Test
    void whatTheSkippedIssueHasNothingOfIsLookedForInOlderOnes() {
        Issue older = desk.morning(desk.today().plusDays(8), "Multi-Agent Systems That Wait");
        desk.sendUntil(older.date(), 23);
        Postbag jan = desk.join(relay, "jan@back.example", following("robotics"));
        Issue newer = desk.morning(desk.today().plusDays(8), "Humanoid Robots That Hurry");
        leaveUntilItIsSkipped(jan, newer);

        comeBack(jan, following("agents"));
        assertThat(jan.of(newer)).isEmpty();
        assertThat(desk.row(newer, jan).status()).isEqualTo(DeliveryStatus.SKIPPED);
        assertThat(jan.of(older)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Systems That Wait"));
    }

    @Test
    void whoIsBackForNothingGoesOnWithTheNextIssue() {
        Postbag kim = desk.join(relay, "kim@back.example", following("robotics"));
        Issue issue = desk.morning(desk.today().plusDays(8), "Humanoid Robots That Rest");
        leaveUntilItIsSkipped(kim, issue);

        int before = kim.mails().size();
        String page = confirmed(kim, before, Map.of("hour", AFTERNOON, "topic", "unlearning-and-privacy"));
        assertThat(page).contains("The next issue comes at your hour.");
        assertThat(desk.row(issue, kim).status()).isEqualTo(DeliveryStatus.SKIPPED);
    }

    @Test
    void anIssueThatIsCancelledMeanwhileIsNoWelcomeAndAnOlderOneIs() {
        Postbag early = desk.join(relay, "early@back.example", Map.of("hour", "6"));
        desk.join(relay, "late@back.example", Map.of("hour", AFTERNOON));
        Issue older = desk.morning("A Welcome Mat of Coir");
        desk.sendUntil(older.date(), 23);
        Issue newer = desk.morning("A Welcome Mat of Rubber");
        desk.awaitNothingDue();
        assertThat(early.of(newer)).hasSize(1);
        desk.signUp("leo@back.example", Map.of("hour", "6"));
        Reader leo = desk.reader("leo@back.example");

        Welcome.Greeting greeting = QuarkusTransaction.requiringNew().call(() -> {
            assertThat(issues.find(newer.id()).orElseThrow().status()).isEqualTo(IssueStatus.SENDING);
            Turn turn = QuarkusTransaction.requiringNew().call(() -> dispatch.cancel(newer.id(), "the wrong mat"));
            assertThat(turn).isInstanceOf(Turn.Turned.class);
            return welcome.greet(leo);
        });

        assertThat(greeting).isEqualTo(Welcome.Greeting.SENT);
        assertThat(outbox.find(newer.id(), leo.id())).isEmpty();
        assertThat(outbox.find(older.id(), leo.id())).isPresent();
    }

    private static Map<String, ?> following(String... topics) {
        return Map.of("hour", AFTERNOON, "topic", List.of(topics));
    }

    private void leaveUntilItIsSkipped(Postbag reader, Issue issue) {
        UUID key = desk.reader(reader.address()).key();
        given().post("/unsubscribe/" + tokens.sign(Purpose.UNSUBSCRIBE, key))
                .then()
                .statusCode(200);
        desk.sendUntil(issue.date(), Integer.parseInt(AFTERNOON));
        assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.SKIPPED);
    }

    private void comeBack(Postbag reader, Map<String, ?> choices) {
        int before = reader.mails().size();
        assertThat(confirmed(reader, before, choices)).contains("The latest issue is on its way.");
        reader.await(before + 2);
    }

    private String confirmed(Postbag reader, int before, Map<String, ?> choices) {
        desk.signUp(reader.address(), choices);
        return given().post(reader.await(before + 1).link("confirm")).asString();
    }
}

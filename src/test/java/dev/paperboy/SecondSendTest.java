package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.EngineSwitch;
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

/** Mails that are written or sent again when their issue was done already have the same rules as its first. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SecondSendTest {

    private static final Map<String, ?> AT_ONCE = Map.of("hour", "6");

    @Inject
    Newsdesk desk;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    EngineSwitch engine;

    @Inject
    SignedTokens tokens;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void aWelcomeThatIsPutOffUntilItExpiresHasFailed() {
        Issue issue = done(desk.morning("A Doormat That Stays Empty"));
        Postbag late = welcomedInto(issue, "late@second.example", "452 4.2.2 mailbox full");
        assertThat(status(issue)).isEqualTo(IssueStatus.SENDING);
        for (int hours = 0; hours < 21; hours++) {
            clock.advance(Duration.ofHours(1));
            desk.awaitNothingDue();
            dispatch.takeUp();
        }
        relay.always("RCPT TO:<" + late.address() + ">", "250 2.1.5 emptied");
        assertThat(desk.row(issue, late).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(desk.row(issue, late).reply()).contains("expired", "452 4.2.2 mailbox full");
        assertThat(status(issue)).isEqualTo(IssueStatus.SENT);
    }

    @Test
    void aWelcomeThatIsRefusedForWhatWeAreHoldsItsIssue() {
        Issue issue = done(desk.morning("A Doormat Behind a Gate"));
        Postbag kept = welcomedInto(issue, "kept@second.example", "550 5.7.1 not from you");
        Awaitility.await().until(() -> status(issue) == IssueStatus.HELD);
        assertThat(desk.row(issue, kept).status()).isEqualTo(DeliveryStatus.HELD);
        String path = "/console/issues/" + issue.date();
        assertThat(desk.operator().get(path).asString()).contains("550 5.7.1 not from you");

        relay.always("RCPT TO:<" + kept.address() + ">", "250 2.1.5 from you, then");
        desk.operator().post(path + "/send").then().statusCode(303);
        desk.awaitNothingDue();
        assertThat(kept.of(issue)).hasSize(1);
        dispatch.takeUp();
        assertThat(status(issue)).isEqualTo(IssueStatus.SENT);
    }

    @Test
    void whatIsSentAgainCanBeHeldAndSentOn() throws Exception {
        Postbag ada = desk.join(relay, "ada@second.example", AT_ONCE);
        Issue issue = done(desk.morning("A Letter With Two Stamps"));
        String path = "/console/issues/" + issue.date();
        doubt(issue, ada);
        engine.off();
        again(issue, ada);
        assertThat(status(issue)).isEqualTo(IssueStatus.SENDING);
        desk.operator()
                .formParam("why", "a second look")
                .post(path + "/hold")
                .then()
                .statusCode(303);
        engine.on();
        desk.awaitNothingDue();
        assertThat(desk.row(issue, ada).status()).isEqualTo(DeliveryStatus.HELD);
        assertThat(ada.of(issue)).hasSize(1);

        desk.operator().post(path + "/send").then().statusCode(303);
        desk.awaitNothingDue();
        assertThat(ada.of(issue)).hasSize(2);
        done(issue);
    }

    @Test
    void nothingOfACancelledIssueIsSentAgainAndItsDoubtsStayWritten() throws Exception {
        List<Postbag> readers = List.of(
                desk.join(relay, "ben@second.example", AT_ONCE), desk.join(relay, "cleo@second.example", AT_ONCE));
        Issue issue = done(desk.morning("A Letter Called Back Too Late"));
        engine.off();
        Postbag waiting = readers.getFirst();
        doubt(issue, waiting);
        again(issue, waiting);
        desk.operator()
                .post("/console/issues/" + issue.date() + "/cancel")
                .then()
                .statusCode(303);
        readers.forEach(reader -> doubt(issue, reader));
        engine.on();

        assertThat(again(issue, waiting)).endsWith("done=not_of_cancelled");
        String all = desk.operator()
                .post("/console/deliveries/doubts/" + issue.id() + "/again")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
        assertThat(all).endsWith("done=not_of_cancelled");
        desk.awaitNothingDue();
        assertThat(readers).allSatisfy(reader -> {
            assertThat(desk.row(issue, reader).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
            assertThat(reader.of(issue)).hasSize(1);
        });
        assertThat(desk.operator()
                        .get("/console/deliveries?status=uncertain&issue=" + issue.id())
                        .asString())
                .contains("/sent\"")
                .doesNotContain("/again\"");
    }

    @Test
    void whatHasFailedIsSentAgainWithoutWhatItsReaderHasHadSince() {
        Postbag gus =
                desk.join(relay, "gus@second.example", Map.of("hour", "6", "topic", List.of("robotics", "agents")));
        relay.always("RCPT TO:<" + gus.address() + ">", "550 5.2.2 mailbox full");
        Issue first = done(desk.morning("Humanoid Robots That Iron", "Multi-Agent Systems That Argue"));
        assertThat(desk.row(first, gus).status()).isEqualTo(DeliveryStatus.FAILED);
        relay.always("RCPT TO:<" + gus.address() + ">", "250 2.1.5 emptied");
        choose(gus, "robotics");
        Issue second = done(desk.morning("Humanoid Robots That Fold"));
        assertThat(gus.of(second)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Robots That Iron", "Robots That Fold"));

        assertThat(again(first, gus)).endsWith("done=again");
        desk.awaitNothingDue();
        assertThat(gus.of(first)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Systems That Argue", "You follow:", "Agents, Robotics")
                .doesNotContain("Robots That"));
    }

    @Test
    void whatHasFailedIsNotSentAgainWhenItsReaderHasHadAllOfItSince() {
        Postbag hal = desk.join(relay, "hal@second.example", AT_ONCE);
        relay.always("RCPT TO:<" + hal.address() + ">", "550 5.2.2 mailbox full");
        Issue first = done(desk.morning("A Parcel Left With a Neighbour"));
        relay.always("RCPT TO:<" + hal.address() + ">", "250 2.1.5 emptied");
        Issue second = done(desk.morning("A Parcel Left at the Door"));
        assertThat(hal.of(second)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Left With a Neighbour", "Left at the Door"));

        String to = again(first, hal);
        assertThat(to).endsWith("done=had_since");
        assertThat(desk.operator().get(to.substring(to.indexOf("/console"))).asString())
                .contains("Other mails have brought the reader all papers of that one since");
        assertThat(desk.row(first, hal).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(status(first)).isEqualTo(IssueStatus.SENT);

        doubt(first, hal);
        assertThat(again(first, hal)).as("one in doubt stays as it was").endsWith("done=again");
        desk.awaitNothingDue();
        assertThat(hal.of(first)).singleElement().satisfies(mail -> assertThat(mail.text())
                .contains("Left With a Neighbour"));
    }

    @Test
    void whatHasFailedIsNotSentAgainToAReaderWhoMustNotBeWrittenTo() {
        Postbag ida = desk.join(relay, "ida@second.example", AT_ONCE);
        relay.always("RCPT TO:<" + ida.address() + ">", "550 5.1.1 no such user");
        Issue issue = done(desk.morning("A Letter for Nobody"));
        assertThat(again(issue, ida)).endsWith("done=unwelcome");
        assertThat(desk.row(issue, ida))
                .returns(DeliveryStatus.FAILED, Delivery::status)
                .returns("550 5.1.1 no such user", Delivery::reply);
    }

    private void choose(Postbag reader, String topic) {
        given().formParams("hour", "6", "topic", topic)
                .post("/preferences/"
                        + tokens.sign(
                                Purpose.PREFERENCES,
                                desk.reader(reader.address()).key()))
                .then()
                .statusCode(200);
    }

    /** Signs up when the issue is out; the welcome meets this answer. */
    private Postbag welcomedInto(Issue issue, String address, String answer) {
        Postbag late = new Postbag(relay, address);
        desk.signUp(address, AT_ONCE);
        String link = late.await(1).link("confirm");
        relay.always("RCPT TO:<" + address + ">", answer);
        assertThat(given().post(link).asString()).contains("is on its way");
        Awaitility.await().until(() -> !desk.row(issue, late).reply().isEmpty());
        return late;
    }

    private Issue done(Issue issue) {
        desk.awaitNothingDue();
        dispatch.takeUp();
        if (status(issue) != IssueStatus.SENT) {
            desk.sendUntil(issue.date(), 23);
            dispatch.takeUp();
        }
        assertThat(status(issue)).isEqualTo(IssueStatus.SENT);
        return issue;
    }

    private IssueStatus status(Issue issue) {
        return issues.find(issue.id()).orElseThrow().status();
    }

    private void doubt(Issue issue, Postbag reader) {
        desk.change(
                "update delivery set status = 'UNCERTAIN', not_before = null where id = ?",
                desk.row(issue, reader).id());
    }

    private String again(Issue issue, Postbag reader) {
        return desk.operator()
                .post("/console/deliveries/" + desk.row(issue, reader).id() + "/again")
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }
}

package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.testsupport.Inbox;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole of Paperboy, from a sign-up to a goodbye, over HTTP and SMTP. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryTest {

    private static final Inbox ADA = new Inbox("ada@example.org");
    private static final Inbox BOB = new Inbox("bob@example.org");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate TUESDAY = MONDAY.plusDays(1);

    @Inject
    Ingest ingest;

    @Inject
    Dispatch dispatch;

    @Inject
    Issues issues;

    @Inject
    Outbox outbox;

    @Inject
    Newsletter newsletter;

    @Inject
    TestClock clock;

    @Test
    @Order(1)
    void aFirstStartAssemblesTodaysIssueAtOnceWhenItsHourHasPassed() {
        ingest.runAll();
        outbox.start();
        dispatch.takeUp();
        dispatch.takeUp();

        Issue monday = issues.find(IssueKind.DAILY, MONDAY).orElseThrow();
        assertThat(monday.status()).isEqualTo(IssueStatus.SENT);
        assertThat(monday.papers()).isGreaterThanOrEqualTo(13);
        given().get("/").then().statusCode(200).body(containsString("Invented sample paper"));
        given().get("/issues/2026-11-23").then().statusCode(200);
        given().get("/issues/feed.atom")
                .then()
                .statusCode(200)
                .body(containsString(" · and " + (monday.papers() - 10) + " more"));
    }

    @Test
    @Order(2)
    void aSignUpIsConfirmedByAPressAndWelcomedOnce() {
        subscribe(ADA, "robotics", "7");
        Received confirmation = ADA.await(1);
        assertThat(confirmation.subject()).contains("Please confirm");
        assertThat(unwrapped(confirmation.text()))
                .contains("asks once more")
                .doesNotContain("One press", "straight away");
        String link = confirmation.link("confirm");

        given().get(link).then().statusCode(200).body(containsString("Confirm my subscription"));
        given().head(link).then().statusCode(200);
        given().post(link).then().statusCode(200).body(containsString("Welcome"));
        given().post(link).then().statusCode(200).body(containsString("You are in already"));

        Received welcome = ADA.await(2);
        assertThat(welcome.subject()).contains("Monday 23 November");
        assertThat(welcome.header("List-Unsubscribe")).startsWith("<http").doesNotContain("mailto");
        assertThat(welcome.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
        assertThat(welcome.header("List-Id")).contains("<issues.localhost>");
        assertThat(welcome.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(welcome.header("Message-ID")).matches("<[0-9a-f-]{36}@localhost>");
        assertThat(welcome.header("Date")).contains("23 Nov 2026");
        assertThat(papersIn(welcome, MONDAY))
                .isNotEmpty()
                .hasSizeLessThanOrEqualTo(10)
                .allSatisfy(card -> assertThat(card.topics()).contains("robotics"));
    }

    @Test
    @Order(3)
    void theNextIssueBringsEachReaderNewPapersAtTheirHour() throws IOException {
        subscribe(BOB, "", "9");
        given().post(BOB.await(1).link("confirm")).then().statusCode(200);
        BOB.await(2);
        Files.writeString(newsletter.dataDir().resolve("papers/tuesday.jsonl"), """
                {"id":"2611.20001","title":"Robots That Knit","abstract":"A robot arm learns manipulation of yarn by imitation learning.","authors":["Ada Fiore"],"date":"2026-11-24","upvotes":12}
                {"id":"2611.20002","title":"A Slow Theory of Gradient Noise","abstract":"We bound the generalization error of stochastic gradient descent.","authors":["Bo Lindqvist"],"date":"2026-11-24","upvotes":3}
                """);

        clock.moveTo("2026-11-24T06:00:30Z");
        ingest.run("papers");
        dispatch.takeUp();
        Issue tuesday = issues.find(IssueKind.DAILY, TUESDAY).orElseThrow();
        assertThat(tuesday.status()).isEqualTo(IssueStatus.SENDING);

        clock.moveTo("2026-11-24T07:00:00Z");
        Received ada = ADA.await(3);
        assertThat(ada.subject()).contains("for Tuesday 24 November: ");
        assertThat(papersIn(ada, TUESDAY)).extracting(Card::title).contains("Robots That Knit");
        assertThat(papersIn(ada, TUESDAY))
                .extracting(Card::title)
                .doesNotContain("A Slow Theory of Gradient Noise")
                .doesNotContainAnyElementsOf(
                        papersIn(ADA.await(2), MONDAY).stream().map(Card::title).toList());
        assertThat(BOB.mails()).hasSize(2);

        clock.moveTo("2026-11-24T09:00:00Z");
        Received bob = BOB.await(3);
        assertThat(papersIn(bob, TUESDAY))
                .hasSize(10)
                .extracting(Card::title)
                .doesNotContainAnyElementsOf(
                        papersIn(BOB.await(2), MONDAY).stream().map(Card::title).toList());

        dispatch.takeUp();
        assertThat(issues.find(IssueKind.DAILY, TUESDAY).orElseThrow().status()).isEqualTo(IssueStatus.SENT);
        assertThat(outbox.counts(tuesday.id()).of(DeliveryStatus.SENT)).isEqualTo(2);
    }

    @Test
    @Order(4)
    void leavingByOneClickNeedsNothingButTheLink() throws IOException {
        String link = ADA.await(3).link("unsubscribe");
        given().get(link).then().statusCode(200).body(containsString("Leave?"));
        given().head(link).then().statusCode(200);
        given().post(link.replace("unsubscribe", "confirm")).then().statusCode(404);
        given().post(link + "x").then().statusCode(404);

        given().redirects()
                .follow(false)
                .contentType("application/x-www-form-urlencoded")
                .body("List-Unsubscribe=One-Click")
                .post(link)
                .then()
                .statusCode(200);
        given().multiPart("List-Unsubscribe", "One-Click").post(link).then().statusCode(200);
        given().contentType("text/plain")
                .body("List-Unsubscribe=One-Click")
                .post(link)
                .then()
                .statusCode(200);
        given().header("Sec-Fetch-Site", "cross-site").post(link).then().statusCode(200);
        given().get(link).then().statusCode(200).body(containsString("You have left"));

        Files.writeString(
                newsletter.dataDir().resolve("papers/wednesday.jsonl"),
                "{\"id\":\"2611.20003\",\"title\":\"Robots That Sew\",\"abstract\":\"Robot manipulation again.\",\"date\":\"2026-11-25\"}\n");
        clock.moveTo("2026-11-25T09:00:00Z");
        ingest.run("papers");
        dispatch.takeUp();
        BOB.await(4);
        assertThat(ADA.mails()).hasSize(3);
    }

    private static void subscribe(Inbox reader, String topic, String hour) {
        given().formParam("email", reader.address())
                .formParam("topic", topic)
                .formParam("frequency", "daily")
                .formParam("zone", "UTC")
                .formParam("hour", hour)
                .post("/subscribe")
                .then()
                .statusCode(200)
                .body(containsString("Check your inbox"));
    }

    private List<Card> cards(LocalDate date) {
        return issues.cards(issues.find(IssueKind.DAILY, date).orElseThrow().id());
    }

    /** The issue's papers whose titles stand in the mail. */
    private List<Card> papersIn(Received mail, LocalDate date) {
        String text = unwrapped(mail.text());
        return cards(date).stream()
                .filter(card -> text.contains(". " + card.title()))
                .toList();
    }

    private static String unwrapped(String text) {
        return text.replaceAll("\\s+", " ");
    }
}

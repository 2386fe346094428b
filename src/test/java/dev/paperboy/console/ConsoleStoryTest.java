package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestDatabase;
import dev.paperboy.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ConsoleStoryTest {

    private static final String PASSWORD = "correct horse battery";

    @Inject
    Topics topics;

    @Inject
    SignInThrottle throttle;

    @Inject
    Ingest ingest;

    @Inject
    Newsletter newsletter;

    @Inject
    Dispatch dispatch;

    @Inject
    Outbox outbox;

    @Inject
    Subscriptions subscriptions;

    @Inject
    DataSource database;

    /** What one test got wrong on purpose must not keep the next one out. */
    @BeforeEach
    void adminMayTryAgain() {
        throttle.succeeded("127.0.0.1", "admin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/issues", "/issues/2026-11-23", "/deliveries", "/sources", "/readers", "/doctor"})
    void aStrangerIsLedToTheDoor(String page) {
        browser()
                .get("/console" + page)
                .then()
                .statusCode(303)
                .header("Location", containsString("/console/login?next=%2Fconsole" + page.replace("/", "%2F")))
                .header("Cache-Control", equalTo("no-store"));
    }

    @Test
    void aStrangersButtonChangesNothingAndSaysSo() {
        browser().post("/console/issues/assemble").then().statusCode(401).body(containsString("You are signed out"));
    }

    @Test
    void aCookieOfOnesOwnMakingOpensNothing() {
        browser()
                .cookie("paperboy_session", "let-me-in")
                .get("/console/issues")
                .then()
                .statusCode(303);
    }

    @Test
    void aWrongPasswordIsRefusedWithoutSayingWhichPartIsWrong() {
        String wrong = signIn("admin", "incorrect horse")
                .then()
                .statusCode(401)
                .extract()
                .asString();
        assertThat(wrong).contains("do not belong together").contains("value=\"admin\"");
        signIn("nobody", "incorrect horse").then().statusCode(401).body(containsString("do not belong together"));
    }

    @Test
    void theSixthTryHasToWaitEvenWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            signIn("admin", "incorrect horse " + i).then().statusCode(401);
        }
        signIn("admin", PASSWORD)
                .then()
                .statusCode(429)
                .header("Retry-After", not(equalTo("")))
                .body(containsString("Too many tries"), containsString("15 minutes"));
    }

    @Test
    void signingInLeadsToThePageThatWasAskedFor() {
        browser()
                .formParam("name", "admin")
                .formParam("password", PASSWORD)
                .formParam("next", "/console/readers")
                .post("/console/login")
                .then()
                .statusCode(303)
                .header("Location", containsString("/console/readers"))
                .header("Set-Cookie", containsString("HttpOnly"))
                .header("Set-Cookie", containsString("SameSite=Strict"))
                .header("Set-Cookie", containsString("Path=/console"));
    }

    @ParameterizedTest
    @CsvSource({"/issues,Issues", "/deliveries,Deliveries", "/sources,Sources", "/replay,Replay", "/readers,Readers"})
    void everyPageOpensForAnOperator(String page, String heading) {
        operator()
                .get("/console" + page)
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Cache-Control", equalTo("no-store"))
                .body(containsString("<h1>" + heading + "</h1>"));
    }

    @Test
    void todaysIssueCanBeOpenedAndPreviewed() {
        Issue today = today();
        String path = "/console/issues/" + today.date();
        operator().get(path).then().statusCode(200).body(containsString("Daily issue of "));
        operator()
                .get("/console/issues")
                .then()
                .statusCode(200)
                .body(containsString(path), containsString(">Waiting</th>"), not(containsString("Assemble today")));
        operator().get(path + "/preview?as=html").then().statusCode(200).body(containsString("<iframe"));
        operator().get(path + "/preview?as=text").then().statusCode(200).body(containsString("mail-source"));
        operator()
                .get(path + "/preview/frame")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .header("Content-Security-Policy", containsString("sandbox"));
    }

    @Test
    void aDayCanBeRankedAgainWithOtherWeights() {
        today();
        operator()
                .queryParam("date", "2026-11-23")
                .queryParam("code", "0.9")
                .get("/console/replay")
                .then()
                .statusCode(200)
                .body(containsString("Usual weights"))
                .body(containsString("These weights"));
        operator()
                .queryParam("date", "someday")
                .get("/console/replay")
                .then()
                .statusCode(200)
                .body(containsString("Nothing was ranked"));
    }

    @Test
    void aCatalogueIsTriedBeforeItIsUsedAndAWrongOneChangesNothing() {
        today();
        String catalogue = topics.text();
        operator()
                .formParam(
                        "yaml", catalogue + "\n- slug: tides\n  name: Tides\n  description: Water.\n  terms: [tide]\n")
                .post("/console/topics/try")
                .then()
                .statusCode(200)
                .body(containsString("Tides"))
                .body(containsString("Nothing is saved yet"));
        operator()
                .formParam("yaml", "- slug: only-one")
                .post("/console/topics")
                .then()
                .statusCode(422)
                .body(containsString("cannot be used"))
                .body(containsString("only-one"));
        assertThat(topics.text()).isEqualTo(catalogue);
        operator().formParam("yaml", catalogue).post("/console/topics").then().statusCode(303);
    }

    @Test
    void anUnknownReaderIsNamedBesideTheField() {
        Issue today = today();
        String page = operator()
                .queryParam("reader", "nobody@example.org")
                .get("/console/issues/" + today.date() + "/preview")
                .then()
                .statusCode(422)
                .extract()
                .asString();
        assertThat(page).contains("No reader has this address.").contains("value=\"nobody@example.org\"");
    }

    @Test
    void holdingAsksForAReason() {
        Issue today = today();
        operator()
                .formParam("why", "  ")
                .post("/console/issues/" + today.date() + "/hold")
                .then()
                .statusCode(422);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/issues/2026-02-30", "/issues/1926-11-23", "/issues/weekly/1926-11-23", "/issues/tomorrow"})
    void anIssueThatIsNotThereIsNotFound(String page) {
        operator().get("/console" + page).then().statusCode(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "/issues/2026-02-30", "/deliveries/nothing/here", "/readers/imports/none"})
    void whatIsNotInTheNewsroomIsMissedInTheNewsroom(String page) {
        operator()
                .get("/console" + page)
                .then()
                .statusCode(404)
                .header("Cache-Control", equalTo("no-store"))
                .body(
                        containsString("There is no such page"),
                        containsString("class=\"newsroom\""),
                        containsString("href=\"/console/issues\""));
    }

    @Test
    void aStrangerIsNotToldWhatIsNotInTheNewsroom() {
        browser().get("/console/nowhere").then().statusCode(303).header("Location", containsString("/console/login"));
    }

    @ParameterizedTest
    @CsvSource({
        "/issues/assemble, /issues",
        "/issues/2026-11-23/send, /issues/2026-11-23",
        "/issues/2026-11-23/hold, /issues/2026-11-23",
        "/issues/2026-11-23/cancel, /issues/2026-11-23",
        "/issues/weekly/2026-11-28/test, /issues/weekly/2026-11-28",
        "/relay/try, /issues",
        "/deliveries/1/again, /deliveries",
        "/deliveries/1/sent, /deliveries",
        "/deliveries/doubts/1/again, /deliveries",
        "/deliveries/doubts/notices/sent, /deliveries",
        "/sources/sample/run, /sources",
        "/topics/try, /topics",
        "/doctor/check, /doctor",
        "/doctor/test, /doctor",
        "/logout, /issues"
    })
    void whoOpensTheAddressOfAButtonIsLedToThePageWithTheButton(String address, String page) {
        RequestSpecification operator = operator();
        operator.get("/console" + address).then().statusCode(303).header("Location", endsWith("/console" + page));
        operator.head("/console" + address).then().statusCode(303);
        operator.get("/console/issues").then().statusCode(200);
    }

    @Test
    void aSourceCanBeRunAndAnUnknownOneIsNotFound() {
        operator()
                .post("/console/sources/sample/run")
                .then()
                .statusCode(303)
                .header("Location", containsString("done=run"));
        operator()
                .get("/console/sources?done=run")
                .then()
                .body(containsString("The look has begun; this page shows its end"));
        operator().post("/console/sources/nowhere/run").then().statusCode(404);
    }

    @Test
    void aSourceShowsWhatWasRejectedWhatWasOddAndItsEarlierLooks() throws IOException {
        Path file = newsletter.dataDir().resolve("papers/console.jsonl");
        Files.writeString(file, """
                {"id":"2601.00041","title":"Votes in <Words>","upvotes":"<many>","date":"2026-01-05"}
                {"id":"2601.00042"}
                """);
        try {
            ingest.run("papers");
            ingest.run("papers");
        } finally {
            Files.delete(file);
        }
        operator()
                .get("/console/sources")
                .then()
                .statusCode(200)
                .body(
                        containsString("Next look"),
                        containsString("Run now"),
                        containsString("odd values"),
                        containsString("2601.00041: upvotes is no count: &quot;&lt;many&gt;&quot;; 0 was taken"),
                        containsString("no title"),
                        containsString("Earlier looks"));
    }

    @Test
    void deliveriesCanBeFilteredAndUnknownWordsAreLeftOut() {
        operator().get("/console/deliveries?status=uncertain&issue=1").then().statusCode(200);
        operator().get("/console/deliveries?status=lost&issue=x").then().statusCode(200);
        operator()
                .post("/console/deliveries/999999999/again")
                .then()
                .statusCode(303)
                .header("Location", containsString("done=changed"));
    }

    @Test
    void aReadersDeliveriesAreLeafedThrough() throws SQLException {
        EmailAddress address = new EmailAddress("busy+letters@console.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        long reader = subscriptions.byEmail(address).orElseThrow().id();
        Instant farAway = Instant.parse("2099-01-01T00:00:00Z");
        Entrusted letter = Entrusted.notice(DeliveryKind.PREFERENCES, reader, farAway);
        outbox.entrust(Collections.nCopies(201, letter));
        try {
            String first = operator()
                    .queryParam("address", address.value())
                    .get("/console/deliveries")
                    .asString();
            assertThat(first.split("<th scope=\"row\">")).hasSize(201);
            Matcher older = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(first);
            assertThat(older.find()).isTrue();
            String second = operator()
                    .urlEncodingEnabled(false)
                    .get(older.group(1).replace("&amp;", "&"))
                    .asString();
            assertThat(second.split("<th scope=\"row\">")).hasSize(3);
            assertThat(second).contains("The newest</a>").doesNotContain("Older");
            operator()
                    .queryParam("address", address.value())
                    .get("/console/readers")
                    .then()
                    .body(containsString("/console/deliveries?address=busy%2Bletters%40console.example"));
        } finally {
            try (Connection connection = database.getConnection();
                    Statement tidy = connection.createStatement()) {
                tidy.executeUpdate("delete from delivery where reader_id = " + reader);
            }
        }
        operator()
                .get("/console/deliveries?address=nobody@example.org")
                .then()
                .statusCode(200)
                .body(containsString("No reader has this address."), not(containsString("No delivery")));
    }

    @Test
    void readersCanBeSearchedByAddress() {
        operator()
                .get("/console/readers?address=nobody@example.org")
                .then()
                .statusCode(200)
                .body(containsString("No reader has this address."));
        operator()
                .get("/console/readers?address=nobody")
                .then()
                .statusCode(200)
                .body(containsString("This is not a mail address"), not(containsString("No reader has")));
    }

    @Test
    void signingOutEndsTheSession() {
        String session = session();
        browser()
                .cookie("paperboy_session", session)
                .get("/console/issues")
                .then()
                .statusCode(200);
        browser()
                .cookie("paperboy_session", session)
                .post("/console/logout")
                .then()
                .statusCode(303);
        browser()
                .cookie("paperboy_session", session)
                .get("/console/issues")
                .then()
                .statusCode(303);
    }

    private Issue today() {
        ingest.runAll();
        return dispatch.assembleToday().issue();
    }

    private RequestSpecification operator() {
        return browser().cookie("paperboy_session", session());
    }

    private String session() {
        return signIn("admin", PASSWORD).then().statusCode(303).extract().cookie("paperboy_session");
    }

    private Response signIn(String name, String password) {
        return browser().formParam("name", name).formParam("password", password).post("/console/login");
    }

    private RequestSpecification browser() {
        return given().redirects().follow(false).header("Sec-Fetch-Site", "same-origin");
    }
}

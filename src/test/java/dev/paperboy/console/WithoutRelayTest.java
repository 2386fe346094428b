package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.issue.Issue;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.kernel.SignedTokens;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator is told while nobody answers where the relay should be. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@TestProfile(WithoutRelayTest.NobodyAnswers.class)
class WithoutRelayTest {

    public static final class NobodyAnswers implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "paperboy.smtp.host", "127.0.0.1",
                    "paperboy.smtp.port", "1",
                    "paperboy.smtp.tls", "none",
                    "paperboy.from", "Daily Papers <papers@example.org>");
        }
    }

    private static final Pattern TO_ERROR = Pattern.compile("id=\"to-error\">(.*)</p>");
    private static final Pattern ALERT = Pattern.compile("role=\"alert\">(.*?)</div>", Pattern.DOTALL);
    private static final String REASON = "Cannot reach 127.0.0.1:1 (connection refused). Nothing was sent.";
    private static final String NEXT = "A test mail is not kept: send it again when that is settled.";

    @Inject
    Ingest ingest;

    @Inject
    Dispatch dispatch;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Outbox outbox;

    @Inject
    SignedTokens tokens;

    private Issue issue;
    private String path;

    @BeforeEach
    void haveAnIssue() {
        ingest.runAll();
        issue = dispatch.assembleToday().issue();
        path = IssueDesk.path(issue);
    }

    @Test
    void aTestOfAnIssueIsNotSaidToBeTriedAgain() {
        String page = operator()
                .formParam("to", "ada@example.org")
                .post(path + "/test")
                .then()
                .statusCode(422)
                .extract()
                .asString();
        assertThat(found(TO_ERROR, page)).isEqualTo(REASON + "<br>" + NEXT);
        assertThat(page).contains("value=\"ada@example.org\"");
    }

    @Test
    void aTestMailIsNotSaidToBeTriedAgain() {
        String page = operator()
                .formParam("to", "ada@example.org")
                .post("/console/doctor/test")
                .then()
                .statusCode(422)
                .extract()
                .asString();
        assertThat(found(ALERT, page)).contains("<p>" + REASON + "</p><p>" + NEXT + "</p>");
    }

    /** No server answers where the tests ask. */
    @Test
    void theDnsIsAskedWhenTheButtonIsPressed() {
        assertThat(operator().get("/console/doctor").asString())
                .contains("<pre class=\"copy\">example.org. IN TXT &quot;v=spf1 a:HOST-THAT-DELIVERS ~all&quot;</pre>")
                .contains("<pre class=\"copy\">_dmarc.example.org. IN TXT &quot;v=DMARC1; ")
                .doesNotContain("no receiver can look up", "What was found");
        assertThat(operator().post("/console/doctor/check").asString())
                .containsSubsequence(
                        "What was found",
                        "<th scope=\"row\">_dmarc.example.org</th>",
                        "<span class=\"state state-held\">No answer</span>",
                        "Try again in a minute.");
    }

    @Test
    void theTroubleStandsOnEveryPageOfAnIssueUntilItIsOver() {
        String archived = path.replace("/console", "");
        given().get(archived).then().statusCode(404).body(containsString("This issue has not been sent"));
        reader("late@waiting.example", 23);
        dispatch.send(issue.id());
        given().get(archived).then().statusCode(200);
        assertThat(operator().get(path).asString())
                .contains("What is pending leaves at the hour that each reader chose: all of it at 23:00 (UTC).")
                .contains("Hold: 1 reader will wait")
                .containsSubsequence("<h2 id=\"preview\">", "<h2 id=\"test\">", "<h2>Decide</h2>", "<h2>Papers</h2>");

        outbox.start();
        subscriptions.signUp(
                new EmailAddress("ada@waiting.example"),
                new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !outbox.troubles()
                .isEmpty());

        RequestSpecification operator = operator();
        assertInTrouble(operator.get("/console/issues").asString());
        assertInTrouble(operator.get(path).asString());
        assertInTrouble(operator.get("/console/deliveries").asString());
        assertThat(operator().get(path).asString())
                .contains("Nothing leaves now, because no relay takes mail.")
                .doesNotContain("at the hour that each reader chose");
        assertThat(operator()
                        .get("/console/deliveries?address=ada@waiting.example")
                        .asString())
                .contains("due since 23 Nov 2026 08:00 UTC");
        assertThat(operator()
                        .get("/console/deliveries?address=late@waiting.example&issue=" + issue.id())
                        .asString())
                .contains("due 23 Nov 2026 23:00 UTC");
        assertInTrouble(operator.get(path + "/preview?reader=nobody@example.org")
                .then()
                .statusCode(422)
                .extract()
                .asString());
    }

    private static void assertInTrouble(String page) {
        assertThat(found(ALERT, page))
                .contains("The relay is in trouble")
                .contains("Cannot reach 127.0.0.1:1 (connection refused). Nothing was sent; trying again by itself.")
                .contains("Every mail waits, and no reader counts as failed for it.");
    }

    private void reader(String address, int hour) {
        EmailAddress email = new EmailAddress(address);
        subscriptions.signUp(email, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, hour));
        UUID key = subscriptions.byEmail(email).orElseThrow().key();
        subscriptions.confirm(tokens.sign(Purpose.CONFIRM, key));
    }

    private static String found(Pattern pattern, String page) {
        Matcher place = pattern.matcher(page);
        assertThat(place.find()).as(page).isTrue();
        return place.group(1);
    }

    private static RequestSpecification operator() {
        String session = given().redirects()
                .follow(false)
                .formParam("name", "admin")
                .formParam("password", "correct horse battery")
                .post("/console/login")
                .then()
                .statusCode(303)
                .extract()
                .cookie("paperboy_session");
        return given().redirects().follow(false).cookie("paperboy_session", session);
    }
}

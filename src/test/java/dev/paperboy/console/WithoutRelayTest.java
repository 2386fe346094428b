package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.ingest.Ingest;
import dev.paperboy.kernel.EmailAddress;
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
            return Map.of("paperboy.smtp.host", "127.0.0.1", "paperboy.smtp.port", "1", "paperboy.smtp.tls", "none");
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

    private String path;

    @BeforeEach
    void haveAnIssue() {
        ingest.runAll();
        path = IssueDesk.path(dispatch.assembleToday().issue());
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

    @Test
    void theTroubleStandsOnEveryPageOfAnIssueUntilItIsOver() {
        outbox.start();
        subscriptions.signUp(
                new EmailAddress("ada@waiting.example"),
                new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !outbox.troubles()
                .isEmpty());

        RequestSpecification operator = operator();
        assertInTrouble(operator.get("/console/issues").asString());
        assertInTrouble(operator.get(path).asString());
        assertInTrouble(operator.get(path + "/preview?reader=nobody@example.org")
                .then()
                .statusCode(422)
                .extract()
                .asString());
    }

    private static void assertInTrouble(String page) {
        assertThat(found(ALERT, page))
                .contains("The relay is in trouble")
                .contains("Cannot reach 127.0.0.1:1 (connection refused). Nothing was sent; trying again by itself.");
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

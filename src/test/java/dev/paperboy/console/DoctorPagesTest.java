package dev.paperboy.console;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.paperboy.outbox.Deferral;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.outbox.Refusal;
import dev.paperboy.testsupport.Inbox;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class DoctorPagesTest {

    @Inject
    SignInThrottle throttle;

    @Inject
    TestMail testMail;

    @BeforeEach
    void adminMayTryAgain() {
        throttle.succeeded("127.0.0.1", "admin");
    }

    @Test
    void thePageSaysWhatSignsAndWhatToPublish() {
        String page = operator()
                .get("/console/doctor")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .extract()
                .asString();
        assertThat(page)
                .contains("<h1>Doctor</h1>")
                .contains("<a href=\"/console/doctor\" aria-current=\"page\">Doctor</a>")
                .contains("<p>Mail is not signed here; DKIM is left to the relay.</p>")
                .containsSubsequence(
                        "role=\"alert\"><h2>The sender is at localhost, which no receiver can look up</h2>",
                        "Set paperboy.from to an address of a domain that you own.",
                        "Mail is not signed here")
                .doesNotContain("Records to publish", "IN TXT", "Check the DNS");
    }

    @Test
    void forASenderAtThisMachineTheDnsIsNotAskedForWhatItCannotHave() {
        String page = operator()
                .post("/console/doctor/check")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(page)
                .contains("What was found")
                .containsSubsequence(
                        "<th scope=\"row\">paperboy.from</th>",
                        "<span class=\"state state-failed\">Wrong</span>",
                        "Set paperboy.from to an address of a domain that you own.")
                .doesNotContain("_dmarc.localhost");
    }

    @Test
    void aTestMailArrivesAndThePageSaysWhatTheServerAnswered() {
        operator()
                .formParam("to", "Ada-Doctor@Example.org")
                .post("/console/doctor/test")
                .then()
                .statusCode(200)
                .body(containsString("role=\"status\"><p>The mailbox took it: 250"));
        Inbox.Received mail = new Inbox("ada-doctor@example.org").await(1);
        assertThat(mail.subject()).isEqualTo("Test mail from Daily Papers");
        assertThat(mail.text()).contains("This is a test").contains("Authentication-Results");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
    }

    @Test
    void whateverBecomesOfATestMailIsToldInTheRelaysWords() {
        assertNotAccepted(
                new DeliveryOutcome.Deferred("451 4.7.1 come later", Deferral.MAIL),
                "does not take it now: 451 4.7.1",
                "again");
        assertNotAccepted(new DeliveryOutcome.TurnedAway("421 4.3.2 closing"), "wants no connection now: 421", "again");
        assertNotAccepted(
                new DeliveryOutcome.Refused("550 5.1.1 nobody", Refusal.ADDRESS), "refused it: 550 5.1.1", "spelled");
        assertNotAccepted(
                new DeliveryOutcome.Refused("550 5.7.1 not you", Refusal.POLICY),
                "refused it: 550 5.7.1",
                "Issues would");
        assertNotAccepted(
                new DeliveryOutcome.Refused("552 5.2.2 full", Refusal.MAIL),
                "refused it: 552 5.2.2",
                "another address");
        assertNotAccepted(
                new DeliveryOutcome.Uncertain("No answer came."), "No answer came.", "before you send another");
        assertNotAccepted(new DeliveryOutcome.BrokenOff("Lost it."), "Lost it.", "again");
        assertNotAccepted(new DeliveryOutcome.Withdrawn(), "Nothing was sent.", "again");
        assertNotAccepted(
                new DeliveryOutcome.Unreachable("No way. Nothing was sent; trying again by itself."),
                "No way. Nothing was sent.",
                "paperboy.smtp.host");
    }

    private void assertNotAccepted(DeliveryOutcome outcome, String says, String next) {
        TestMail.Answer answer = testMail.answer(new Outbox.Tried("relay", outcome));
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.says()).contains(says);
        assertThat(answer.next()).contains(next);
    }

    @Test
    void ofSeveralRelaysTheOneThatWasTriedIsNamed() {
        TestMail.Answer answer =
                testMail.answer(new Outbox.Tried("eins", new DeliveryOutcome.Refused("550 5.7.1 no", Refusal.POLICY)));
        assertThat(answer.says()).isEqualTo("Relay eins refused it: 550 5.7.1 no");
        assertThat(testMail.answer(
                                new Outbox.Tried("zwei", new DeliveryOutcome.Deferred("451 later", Deferral.UNCLEAR)))
                        .says())
                .isEqualTo("Relay zwei does not take it now: 451 later");
    }

    @Test
    void whatIsNotAnAddressIsSaidBesideTheFieldAndNothingIsSent() {
        operator()
                .formParam("to", "ada at example.org\"><b>")
                .post("/console/doctor/test")
                .then()
                .statusCode(422)
                .body(containsString("This is not a mail address"))
                .body(containsString("value=\"ada at example.org&quot;&gt;&lt;b&gt;\""));
        operator()
                .contentType("application/x-www-form-urlencoded; charset=UTF-8")
                .formParam("to", "ada@faß.example")
                .post("/console/doctor/test")
                .then()
                .statusCode(422)
                .body(containsString("Write the domain in the form that begins with xn--."));
        operator().post("/console/doctor/test").then().statusCode(422);
    }

    @Test
    void aStrangerGetsNoTestMail() {
        given().redirects()
                .follow(false)
                .formParam("to", "stranger-doctor@example.org")
                .post("/console/doctor/test")
                .then()
                .statusCode(401);
        assertThat(new Inbox("stranger-doctor@example.org").mails()).isEmpty();
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

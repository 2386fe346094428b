package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What went wrong for others at their sign-up form. Wrong fields and forged forms: {@code SubscriptionPagesTest}. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SignUpPitfallsTest {

    private static final int SIGN_UPS_IN_TEN_MINUTES = 20;
    private static final int NOTICES_IN_AN_HOUR = 3;

    @Inject
    Newsdesk desk;

    @Inject
    TestClock clock;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void ofTwoHundredSignUpsInAMinuteFromOneAddressTwentyAreTaken() {
        Map<Integer, Integer> answers = new HashMap<>();
        for (int n = 0; n < 200; n++) {
            clock.advance(Duration.ofMillis(300));
            Response answer = given().header("X-Forwarded-For", "198.51.100." + n)
                    .header("Forwarded", "for=198.51.100." + n)
                    .formParam("email", "flood-" + n + "@sign-up.example")
                    .post("/subscribe");
            answers.merge(answer.statusCode(), 1, Integer::sum);
        }
        assertThat(answers).containsOnly(Map.entry(200, SIGN_UPS_IN_TEN_MINUTES), Map.entry(429, 180));
        assertThat(desk.rows("select email from reader where email like 'flood-%'"))
                .hasSize(SIGN_UPS_IN_TEN_MINUTES);
        desk.awaitNothingDue();
        assertThat(relay.received().stream().filter(mail -> mail.to().getFirst().contains("flood-")))
                .hasSize(SIGN_UPS_IN_TEN_MINUTES);

        clock.advance(Duration.ofMinutes(10));
        assertThat(signUp("patient@sign-up.example").statusCode()).isEqualTo(200);
    }

    @Test
    void whoeverIsTypedInAgainAndAgainGetsThreeMailsAnHour() {
        Postbag victim = new Postbag(relay, "victim@sign-up.example");
        for (int n = 0; n < 15; n++) {
            assertThat(signUp(victim.address()).statusCode()).isEqualTo(200);
        }
        desk.awaitNothingDue();
        assertThat(victim.mails()).hasSize(NOTICES_IN_AN_HOUR);
        clock.advance(Duration.ofMinutes(61));
        signUp(victim.address());
        desk.awaitNothingDue();
        assertThat(victim.mails()).hasSize(NOTICES_IN_AN_HOUR + 1);
    }

    @Test
    void whoSignsUpAgainLearnsNothingAndIsHelped() {
        Postbag reading = desk.join(relay, "reading@sign-up.example", Map.of("papers", "7", "hour", "9"));
        Postbag left = desk.join(relay, "left@sign-up.example", Map.of());
        given().post(left.mails().get(1).link("unsubscribe")).then().statusCode(200);
        Postbag gone = new Postbag(relay, "gone@sign-up.example");
        relay.always("RCPT TO:<" + gone.address() + ">", "550 5.1.1 no such user here");
        desk.signUp(gone.address(), Map.of());
        Awaitility.await().until(() -> desk.reader(gone.address()).status() == ReaderStatus.SUPPRESSED);
        Postbag unsure = new Postbag(relay, "unsure@sign-up.example");
        desk.signUp(unsure.address(), Map.of());
        String first = unsure.await(1).link("confirm");
        Reader before = desk.reader(reading.address());

        String toAStranger = page("stranger@sign-up.example");
        for (Postbag known : new Postbag[] {reading, left, gone, unsure}) {
            assertThat(page(known.address())).as(known.address()).isEqualTo(toAStranger);
        }
        desk.awaitNothingDue();

        assertThat(reading.mails()).hasSize(3);
        assertThat(reading.mails().get(2).text())
                .contains("your issues keep coming as before")
                .doesNotContain("/confirm/");
        assertThat(desk.reader(reading.address())).isEqualTo(before);
        assertThat(gone.mails()).isEmpty();
        assertThat(desk.reader(left.address()).status()).isEqualTo(ReaderStatus.PENDING);
        String back = left.mails().get(2).link("confirm");
        assertThat(given().get(back).asString()).doesNotContain("straight away");
        assertThat(given().post(back).asString())
                .contains("The next issue comes at your hour.")
                .doesNotContain("on its way");
        assertThat(desk.reader(left.address()).status()).isEqualTo(ReaderStatus.ACTIVE);

        assertThat(unsure.mails()).as("the confirmation once more").hasSize(2);
        String second = unsure.mails().get(1).link("confirm");
        assertThat(given().get(second).asString()).contains("will get the latest issue straight away");
        assertThat(given().post(second).asString()).contains("The latest issue is on its way.");
        assertThat(desk.reader(unsure.address()).status()).isEqualTo(ReaderStatus.ACTIVE);
        given().post(first).then().statusCode(200);
    }

    private static String page(String address) {
        Response answer = signUp(address);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.asString()).doesNotContain("/mailbox");
        // Packed, some addresses are longer than others.
        String headers = answer.headers().toString().replaceAll("(?i)content-length=\\d+", "");
        return (headers + answer.asString()).replace(address, "ADDRESS");
    }

    private static Response signUp(String address) {
        return given().formParam("email", address).formParam("hour", "5").post("/subscribe");
    }
}

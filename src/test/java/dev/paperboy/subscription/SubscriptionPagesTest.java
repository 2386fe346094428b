package dev.paperboy.subscription;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.not;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Purpose;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms and links that readers use, fed with what people and programs really send. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SubscriptionPagesTest {

    @Inject
    Subscriptions subscriptions;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    email     | nonsense    | is not an email address
                    email     | a@b@c       | is not an email address
                    email     | x@faß.de    | begins with xn--
                    topic     | astrology   | There is no topic
                    frequency | hourly      | is not one of the choices
                    hour      | 25          | is not an hour of the day
                    hour      | -1          | is not an hour of the day
                    zone      | Mars/Phobos | We do not know the zone
                    papers    | 99          | is not a number of papers
                    """)
    void aWrongFieldIsShownAgainWithItsWordsAndAMessage(String field, String typed, String message) {
        String page = given().formParams(field.equals("email") ? Map.of() : Map.of("email", "dora@example.org"))
                .formParam(field, typed)
                .post("/subscribe")
                .then()
                .statusCode(400)
                .extract()
                .asString();
        assertThat(page).contains("field-error").contains(message).contains(typed);
        assertThat(subscriptions.byEmail(new EmailAddress("dora@example.org"))).isEmpty();
    }

    @Test
    void theAnswerToASignUpTellsNobodyWhoIsAReader() {
        Reader known = active("known");
        String toAReader = given().formParam("email", known.email().value())
                .post("/subscribe")
                .asString()
                .replace(known.email().value(), "ADDRESS");
        String toAStranger = given().formParam("email", "stranger@example.org")
                .post("/subscribe")
                .asString()
                .replace("stranger@example.org", "ADDRESS");
        assertThat(toAReader).isEqualTo(toAStranger);
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://elsewhere.example",
        "Origin, null"
    })
    void aFormFromAnotherSiteIsRefused(String header, String value) {
        given().header(header, value)
                .formParam("email", "forged@example.org")
                .post("/subscribe")
                .then()
                .statusCode(403);
        assertThat(subscriptions.byEmail(new EmailAddress("forged@example.org")))
                .isEmpty();
    }

    @Test
    void aBrowserWhoseFormIsRefusedIsToldWhatToDo() {
        given().header("Origin", "https://elsewhere.example")
                .accept("text/html,application/xhtml+xml,*/*;q=0.8")
                .formParam("email", "forged@example.org")
                .post("/subscribe")
                .then()
                .statusCode(403)
                .contentType("text/html")
                .body(containsString("Go back, reload the page, and send it again."));
        given().header("Origin", "https://elsewhere.example")
                .accept("*/*")
                .post("/subscribe")
                .then()
                .statusCode(403)
                .contentType("text/plain");
    }

    @Test
    void whoOpensTheAddressOfTheFormIsLedToTheForm() {
        given().redirects()
                .follow(false)
                .get("/subscribe")
                .then()
                .statusCode(303)
                .header("Location", endsWith("/"));
        given().redirects().follow(false).head("/subscribe").then().statusCode(303);
        given().put("/subscribe").then().statusCode(405);
    }

    @Test
    void whoeverTriesItOutIsLedToTheMailbox() {
        given().formParam("email", "trial@example.org")
                .post("/subscribe")
                .then()
                .statusCode(200)
                .body(containsString("<a href=\"/mailbox\">"), not(containsString("straight away")));
    }

    @Test
    void whoIsAboutToLeaveMayHaveFewerMailsInstead() {
        Reader reader = active("hesitant");
        String path = "/unsubscribe/" + subscriptions.token(Purpose.UNSUBSCRIBE, reader);
        String preferences = "/preferences/" + subscriptions.token(Purpose.PREFERENCES, reader);
        given().get(path).then().statusCode(200).body(containsString("href=\"" + preferences + "\""));
        given().post(path).then().statusCode(200);
        given().get(path).then().statusCode(200).body(not(containsString("/preferences/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "image/*", "text/plain", "garbage"})
    void leavingWorksWhateverTheSenderSaysAboutItself(String type) throws Exception {
        Reader reader = active("leaving-" + Math.abs(type.hashCode()));
        URI link = URI.create("http://localhost:" + RestAssured.port + "/unsubscribe/"
                + subscriptions.token(Purpose.UNSUBSCRIBE, reader));
        try (HttpClient provider = HttpClient.newHttpClient()) {
            HttpRequest oneClick = HttpRequest.newBuilder(link)
                    .header("Accept", type)
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("List-Unsubscribe=One-Click"))
                    .build();
            assertThat(provider.send(oneClick, HttpResponse.BodyHandlers.ofString())
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(subscriptions.find(reader.id()).orElseThrow().status()).isEqualTo(ReaderStatus.UNSUBSCRIBED);
    }

    @Test
    void preferencesAreChangedByWhatIsSentAndBadOnesChangeNothing() {
        Reader reader = active("choosy");
        String path = "/preferences/" + subscriptions.token(Purpose.PREFERENCES, reader);
        given().get(path).then().statusCode(200).body(containsString("Preferences"));

        given().formParam("topic", "robotics")
                .formParam("frequency", "weekly")
                .formParam("zone", "Pacific/Kiritimati")
                .formParam("hour", "5")
                .formParam("papers", "7")
                .formParam("pause", "2099-01-01")
                .post(path)
                .then()
                .statusCode(200)
                .body(containsString("Saved. No mail until Thursday 1 January 2099."));
        Reader changed = subscriptions.find(reader.id()).orElseThrow();
        assertThat(changed.preferences().topics()).containsExactly("robotics");
        assertThat(changed.preferences().frequency()).isEqualTo(Frequency.WEEKLY);
        assertThat(changed.preferences().papers()).isEqualTo(7);
        assertThat(changed.status()).isEqualTo(ReaderStatus.PAUSED);
        assertThat(changed.welcomesMailOn(LocalDate.of(2098, 12, 31))).isFalse();
        assertThat(changed.welcomesMailOn(LocalDate.of(2099, 1, 1))).isTrue();

        given().formParam("hour", "25")
                .formParam("zone", "Mars/Phobos")
                .post(path)
                .then()
                .statusCode(400)
                .body(containsString("2 fields need another look"));
        given().formParam("hour", "25")
                .formParam("interests", "\"half a phrase")
                .formParam("mutes", "\"another")
                .formParam("pause", "2001-01-01")
                .post(path)
                .then()
                .statusCode(400)
                .body(containsString("4 fields need another look"));
        given().formParam("hour", "6")
                .formParam("pause", "2001-01-01")
                .post(path)
                .then()
                .statusCode(400)
                .body(containsString("is not a day to come"));
        given().post(path).then().statusCode(200);
        assertThat(subscriptions.find(reader.id()).orElseThrow().preferences()).isEqualTo(changed.preferences());
    }

    @Test
    void ownWordsAreKeptOrExplained() {
        Reader reader = active("wordy");
        String path = "/preferences/" + subscriptions.token(Purpose.PREFERENCES, reader);
        given().formParam("interests", "\"sparse autoencoder\"\r\nYuki Tanabe\r\n")
                .formParam("mutes", "benchmark -robot")
                .post(path)
                .then()
                .statusCode(200)
                .body(containsString("Saved"));
        Wishes kept = subscriptions.find(reader.id()).orElseThrow().wishes();
        assertThat(kept.interests()).containsExactly("\"sparse autoencoder\"", "Yuki Tanabe");
        assertThat(kept.mutes()).containsExactly("benchmark -robot");

        given().formParam("interests", "\"half a phrase")
                .post(path)
                .then()
                .statusCode(400)
                .body(containsString("A quotation mark is missing"))
                .body(containsString("half a phrase"));
        assertThat(subscriptions.find(reader.id()).orElseThrow().wishes()).isEqualTo(kept);
    }

    @Test
    void aLinkForOnePurposeIsWorthlessForAnother() {
        Reader reader = active("one-purpose");
        String unsubscribe = subscriptions.token(Purpose.UNSUBSCRIBE, reader);
        given().get("/preferences/" + unsubscribe).then().statusCode(404).body(not(containsString("one-purpose")));
        given().post("/confirm/" + unsubscribe).then().statusCode(404);
        assertThat(subscriptions.find(reader.id()).orElseThrow().status()).isEqualTo(ReaderStatus.ACTIVE);
    }

    @Test
    void whoeverSignsUpIsPendingUntilTheyConfirm() {
        EmailAddress address = new EmailAddress("pending@example.org");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Reader pending = subscriptions.byEmail(address).orElseThrow();
        assertThat(pending.status()).isEqualTo(ReaderStatus.PENDING);
        assertThat(pending.welcomesMailOn(LocalDate.of(2026, 11, 23))).isFalse();
    }

    private Reader active(String name) {
        EmailAddress address = new EmailAddress(name + "@pages.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        Reader reader = subscriptions.byEmail(address).orElseThrow();
        subscriptions.confirm(subscriptions.token(Purpose.CONFIRM, reader));
        return subscriptions.find(reader.id()).orElseThrow();
    }
}

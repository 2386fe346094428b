package dev.paperboy;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Previews;
import dev.paperboy.issue.Issue;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.rendering.RenderedMail;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One reader and one issue make one mail, whenever it is made and whatever changes meanwhile. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SameMailTest {

    private static final Map<String, ?> IN_THE_AFTERNOON = Map.of("hour", "15");

    @Inject
    Newsdesk desk;

    @Inject
    Previews previews;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void aReadersWordsNeverMakeTheirMailFail() {
        Postbag ada = desk.join(relay, "ada@same.example", IN_THE_AFTERNOON);
        given().formParam("interests", "lantern\u0085 \u0092keepers")
                .formParam("mutes", "")
                .post(ada.mails().getLast().link("preferences"))
                .then()
                .statusCode(200);
        assertThat(desk.reader(ada.address()).wishes().interests()).containsExactly("lantern keepers");
        // As an earlier version has kept them.
        desk.change(
                "update reader set interests = ? where email = ?",
                "lantern\tkeepers\u0092\nlantern\u0085makers",
                ada.address());

        Issue issue = desk.morning("Lantern Keepers of the North", "Lantern Makers of the South");
        RenderedMail before =
                previews.forReader(issue.id(), desk.reader(ada.address()).id()).orElseThrow();
        assertThat(before.text()).contains("Matches your words: lantern keepers", "Matches your words: lantern makers");
        desk.sendUntil(issue.date(), 15);
        assertThat(desk.row(issue, ada).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(ada.of(issue)).hasSize(1);
    }
}

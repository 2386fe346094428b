package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.LoopbackDns;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Receiver;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the doctor's page says of a newsletter that signs, and of what is published for it. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
class DoctorCheckTest {

    private static final String KEY_NAME = "p1._domainkey.example.org";
    private static final Pattern STRING = Pattern.compile("&quot;(.*?)&quot;");

    @Inject
    Newsdesk desk;

    LoopbackDns dns;

    Receiver receiver;

    @Test
    void thePageShowsTheKeyToPublishAndWhatIsSaidOfTheRelay() {
        String page = desk.operator().get("/console/doctor").asString();
        assertThat(page)
                .contains("<p>Mail is signed for example.org (RSA 2048 bits, selector p1).</p>")
                .contains("<h3>TXT <code>" + KEY_NAME + "</code></h3>")
                .contains("Receivers do not see 127.0.0.1: put the public address that mail leaves by in place of")
                .containsSubsequence(
                        "What has to hold too", "<p>PTR: the public address that mail leaves 127.0.0.1 by must lead");
        assertThat(String.join("", strings(page))).isEqualTo(ours());
        assertThat(strings(page)).hasSize(2);
    }

    @Test
    void aKeyThatMatchesIsGoodAndAnotherOneIsWrong() {
        assertThat(verdict()).contains("state-failed\">Missing<").contains("The public key is not published.");

        dns.publish(KEY_NAME, List.of(List.of(ours().substring(0, 200), ours().substring(200))));
        assertThat(verdict())
                .contains("state-active\">Good<")
                .contains("The published key is the one that mails are signed with.");

        dns.publish(KEY_NAME, List.of(List.of(ours().substring(0, 200), "AAAA" + ours().substring(204))));
        assertThat(verdict())
                .contains("state-failed\">Wrong<")
                .contains("Another key is published than the one that mails are signed with")
                .contains("Publish the record above in its place");
    }

    private String ours() {
        return receiver.dns().get(KEY_NAME);
    }

    private static List<String> strings(String page) {
        int at = page.indexOf(KEY_NAME + ". IN TXT ");
        return STRING.matcher(page.substring(at, page.indexOf("</pre>", at)))
                .results()
                .map(string -> string.group(1))
                .toList();
    }

    /** The row of the key. */
    private String verdict() {
        String page = desk.operator().post("/console/doctor/check").asString();
        Matcher row = Pattern.compile("<th scope=\"row\">" + Pattern.quote(KEY_NAME) + "</th>.*?</tr>", Pattern.DOTALL)
                .matcher(page);
        assertThat(row.find()).as(page).isTrue();
        return row.group();
    }
}

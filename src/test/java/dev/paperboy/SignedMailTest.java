package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.Issue;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ReceivedMail;
import dev.paperboy.testsupport.Receiver;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readers get is signed, as it is received: the whole way from a form to a mail. */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
class SignedMailTest {

    @Inject
    Newsdesk desk;

    ScriptedSmtpServer relay;

    Receiver receiver;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void anIssueWithForeignNamesVerifiesWhereItArrives() {
        Postbag ada = desk.join(relay, "ada@signed.example", Map.of("hour", "6"));
        // A week later no other paper is left to choose.
        Issue issue = desk.morning(desk.today().plusDays(8), "Über Löwen, 狮子 und Lügner");
        desk.awaitNothingDue();

        Received read = ada.of(issue).getFirst();
        assertThat(read.subject()).contains("Über Löwen, 狮子");
        assertThat(read.header("From")).startsWith("=?UTF-8?").endsWith("<papers@example.org>");
        assertThat(read.text()).contains("Über Löwen, 狮子 und Lügner");

        List<byte[]> mails = relay.received().stream()
                .filter(mail -> mail.to().contains("<ada@signed.example>"))
                .map(ReceivedMail::bytes)
                .toList();
        assertThat(mails).hasSize(3).allSatisfy(mail -> {
            assertThat(receiver.acceptsByJdkim(mail)).containsExactly("p1");
            assertThat(receiver.acceptsByTheWord(mail)).containsExactly("p1");
        });
        // RFC 8058 §4: both must be covered, and each is named once more than it occurs, so that none can be added.
        assertThat(Receiver.covered(mails.getLast()))
                .filteredOn(name -> name.startsWith("List-Unsubscribe"))
                .containsExactly(
                        "List-Unsubscribe", "List-Unsubscribe", "List-Unsubscribe-Post", "List-Unsubscribe-Post");
        assertThat(read.header("List-Unsubscribe")).startsWith("<http");
        assertThat(read.header("List-Unsubscribe-Post")).isEqualTo("List-Unsubscribe=One-Click");
    }
}

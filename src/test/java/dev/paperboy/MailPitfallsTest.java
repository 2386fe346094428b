package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.Contrast;
import dev.paperboy.testsupport.Inbox.Received;
import dev.paperboy.testsupport.NewYork;
import dev.paperboy.testsupport.Newsdesk;
import dev.paperboy.testsupport.Postbag;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What went wrong for others with the look of their mails. With the longest reasons: {@code
 * MailRendererTest#twentyFiveLongPapersStayUnderWhatGmailClips}.
 */
@QuarkusTest
@TestProfile(NewYork.class)
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class MailPitfallsTest {

    private static final int CLIPPED_BY_GMAIL = 102 * 1024;

    /** WCAG 2.2, 1.4.3 (AA), for text of any size. */
    private static final double READABLE = 4.5;

    /** No single topic fills a mail. */
    private static final List<String> SUBJECTS = List.of(
            "humanoid robots", "speech recognition", "multi-agent systems", "image segmentation", "theorem proving");

    @Inject
    Newsdesk desk;

    ScriptedSmtpServer relay;

    @BeforeEach
    void open() {
        desk.open();
    }

    @Test
    void twentyFiveLongPapersStayBelow102Kilobytes() {
        Postbag reader = desk.join(relay, "long@mails.example", Map.of("hour", "6", "papers", "25"));
        // A week later no other paper is left to choose.
        LocalDate day = desk.today().plusDays(8);
        StringBuilder rows = new StringBuilder();
        for (int n = 0; n < 40; n++) {
            rows.append("""
                    {"id":"long-%s-%d","title":"%s %d","abstract":"%s","authors":[%s],"organisation":"%s %d","url":"https://papers.example.org/%s%d","github":"https://code.example.org/%s","date":"%s","upvotes":%d}
                    """.formatted(
                            day,
                            n,
                            "On the „Long“ Title & Its <Many> Consequences".repeat(5),
                            n,
                            "We öffer more & longer words on %s. "
                                    .formatted(SUBJECTS.get(n % SUBJECTS.size()))
                                    .repeat(90),
                            "\"Maximiliana Featherstonehaugh-Cholmondeley\"" + ",\"Another Author\"".repeat(60),
                            "The Institute for Very Long Names & Longer Ones",
                            n,
                            "path/".repeat(30),
                            n,
                            "repository/".repeat(20),
                            day,
                            50 + n));
        }
        desk.file("long.jsonl", rows.toString());
        desk.morning(day);
        desk.awaitNothingDue();

        assertThat(reader.issueOf(day)).singleElement().satisfies(mail -> {
            assertThat(mail.html().split("<h2 ", -1)).as("papers").hasSize(25 + 1);
            assertThat(mail.html().getBytes(StandardCharsets.UTF_8).length).isBetween(40_000, CLIPPED_BY_GMAIL - 1);
            assertThat(mail.html()).contains("View in browser", "Unsubscribe");
            assertThat(mail.html().stripTrailing()).endsWith("</html>");
        });
    }

    @Test
    void everyWordCanBeReadInTheLightAndInTheDarkThoughColoursStandInline() {
        Postbag reader = desk.join(relay, "night@mails.example", Map.of("hour", "6"));
        desk.morning("What Owls Read");
        Received confirmation = reader.await(1);
        Received issue = reader.await(3);
        for (String html : List.of(confirmation.html(), issue.html())) {
            assertThat(html).contains("style=\"", "<meta name=\"color-scheme\" content=\"light dark\">");
            assertThat(Contrast.inTheLight(html)).hasSizeGreaterThan(5).allSatisfy(word -> assertThat(word.contrast())
                    .as(word.toString())
                    .isGreaterThan(READABLE));
            assertThat(Contrast.inTheDark(html)).hasSizeGreaterThan(5).allSatisfy(word -> assertThat(word.contrast())
                    .as(word.toString())
                    .isGreaterThan(READABLE));
        }
        assertThat(Contrast.inTheDark(issue.html()))
                .extracting(Contrast.Word::background)
                .containsOnly("#14130f");
    }
}

package dev.paperboy.rendering;

import static dev.paperboy.rendering.MorningPaper.ADA;
import static dev.paperboy.rendering.MorningPaper.ADAS_COPY;
import static dev.paperboy.rendering.MorningPaper.ASKING_FIRST;
import static dev.paperboy.rendering.MorningPaper.DAILY_PAPERS;
import static dev.paperboy.rendering.MorningPaper.FAILED_PROOFS;
import static dev.paperboy.rendering.MorningPaper.LAST_WEEK;
import static dev.paperboy.rendering.MorningPaper.MONDAY;
import static dev.paperboy.rendering.MorningPaper.TOUCH_MAP;
import static dev.paperboy.rendering.MorningPaper.papers;
import static dev.paperboy.rendering.MorningPaper.titled;
import static dev.paperboy.rendering.MorningPaper.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Link;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.PublicUrlConverter;
import dev.paperboy.testsupport.ExampleNewsletter;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Runs with Quarkus because the templates are bound to their records when the application is built. */
@QuarkusTest
class MailRendererTest {

    private static final List<Card> CARDS = List.of(ASKING_FIRST, TOUCH_MAP, FAILED_PROOFS);

    /** One by a topic, one by words of her own, one by its trend. */
    private static final List<Placed> ADAS_PAPERS = List.of(
            new Placed(2, "robotics", ""), new Placed(1, "agents", "clarifying questions"), new Placed(3, "", ""));

    private static final Notice CONFIRMATION = new Notice(
            "Please confirm your address for Daily Papers",
            "One click and you are in",
            List.of(
                    "Somebody, probably you, signed up for Daily Papers with this address.",
                    "Press the button and your first papers arrive tomorrow at 07:00."),
            "Confirm my address",
            "https://papers.example.org/confirm/ada-token?a=1&b=2",
            "If it was not you, do nothing: we will not write again.");

    private final MailRenderer renderer = new MailRenderer(DAILY_PAPERS);

    @Test
    void adasMondayMailIsTheGoldenOne() {
        var mail = renderer.prepare(MONDAY, CARDS).compose(ADA, ADAS_PAPERS);

        assertThat(mail.subject())
                .isEqualTo("3 papers for Monday 23 November: A Map Drawn by Touch:"
                        + " Robots That Learn a Room in the Dark");
        new GoldenFile("issue-daily.html").assertSame(mail.html());
        new GoldenFile("issue-daily.txt").assertSame(mail.text());
    }

    @Test
    void adasMondayMailIsTheGoldenOneDownToItsBytes() {
        var mail = new MailBuffer();
        renderer.prepare(MONDAY, CARDS).write(ADA, ADAS_COPY, ADAS_PAPERS, mail);
        var written = new WrittenMail(mail);

        written.assertSound();
        new GoldenFile("issue-daily.eml").assertSame(written.text().replace("\r\n", "\n"));
    }

    @Test
    void whatIsShownIsWhatIsSent() {
        for (var issue : List.of(MONDAY, LAST_WEEK)) {
            var prepared = renderer.prepare(issue, CARDS);
            var mail = new MailBuffer();
            prepared.write(ADA, ADAS_COPY, ADAS_PAPERS, mail);

            assertThat(new WrittenMail(mail).read()).isEqualTo(prepared.compose(ADA, ADAS_PAPERS));
        }
        var notice = new MailBuffer();
        renderer.notice(CONFIRMATION, ADAS_COPY, notice);

        new WrittenMail(notice).assertSound();
        assertThat(new WrittenMail(notice).read()).isEqualTo(renderer.notice(CONFIRMATION));
    }

    /** Whatever {@link PublicUrlConverter} lets pass. */
    @Test
    void theLongestPublicUrlFitsIntoEveryField() {
        var host = "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(61) + ".io";
        var url = "https://" + host;
        assertThat(url).hasSize(200);
        assertThat(new PublicUrlConverter().convert(url)).hasToString(url);
        var far = new MailRenderer(ExampleNewsletter.from("papers@example.org").at(url));
        var unsubscribe = url + "/unsubscribe/" + "t".repeat(43);
        var ada = new ReaderSlots(url + "/issues/2026-11-23", url + "/preferences/ada-token", unsubscribe, "Agents");
        var messageId = "<" + UUID.randomUUID() + "@" + host + ">";
        var letterhead = new Letterhead(ADAS_COPY.to(), messageId, ADAS_COPY.date());

        var issue = new MailBuffer();
        far.prepare(MONDAY, CARDS).write(ada, letterhead, ADAS_PAPERS, issue);
        var notice = new MailBuffer();
        far.notice(CONFIRMATION, letterhead, notice);

        for (var mail : List.of(new WrittenMail(issue), new WrittenMail(notice))) {
            assertThat(mail.text()).contains("\r\nMessage-ID: " + messageId + "\r\n");
            assertThat(mail.text().split("\r\n"))
                    .allSatisfy(line -> assertThat(line.length()).isLessThan(998));
        }
        assertThat(new WrittenMail(issue).text())
                .contains("\r\nList-Unsubscribe: <" + unsubscribe + ">\r\n", "<issues." + host + ">\r\n");
    }

    @Test
    void aPaperWithoutAReasonHasNoEmptyLineForIt() {
        var card = new Card(
                1, "x", "A Title", "", "", "Text.", false, List.of(), List.of(), "", "", List.of(), "", "", 1, false,
                List.of(), List.of(), "");

        var mail = renderer.prepare(MONDAY, List.of(card)).compose(ADA, papers(1));

        assertThat(mail.html()).contains("Text.</p>\n</td></tr>").doesNotContain("class=\"w m\"");
        assertThat(mail.text()).contains("    Text.\n\n\n---");
    }

    @Test
    void aNoticeIsNoMailOfTheList() {
        var mail = new MailBuffer();
        renderer.notice(CONFIRMATION, ADAS_COPY, mail);

        assertThat(new WrittenMail(mail).text())
                .contains("\r\nAuto-Submitted: auto-generated\r\n")
                .doesNotContain("List-", "Precedence", "Feedback-ID");
    }

    @Test
    void aWeeklyMailSpeaksOfTheWeek() {
        var mail = renderer.prepare(LAST_WEEK, CARDS).compose(ADA, papers(1, 2, 3));

        assertThat(mail.subject()).startsWith("3 papers of the week to Sunday 22 November: Small Models That Ask");
        assertThat(mail.html()).contains("The week to Sunday 22 November 2026").contains("3 papers this week");
        new GoldenFile("issue-weekly.txt").assertSame(mail.text());
    }

    @Test
    void onePaperIsNotCalledPapers() {
        var mail = renderer.prepare(MONDAY, CARDS).compose(ADA, papers(3));

        assertThat(mail.subject())
                .isEqualTo("1 paper for Monday 23 November: What Ten Thousand Failed Proofs Teach a Prover");
        assertThat(mail.html()).contains("1 paper today").doesNotContain("1 papers");
        assertThat(mail.text()).contains("1 paper today\n").contains("\n1.  What Ten Thousand Failed Proofs");
    }

    @Test
    void papersAreNumberedInTheReadersOwnOrder() {
        var text = renderer.prepare(MONDAY, CARDS).compose(ADA, papers(3, 1)).text();

        assertThat(text.indexOf("1.  What Ten Thousand")).isPositive().isLessThan(text.indexOf("2.  Small Models"));
        assertThat(text).doesNotContain(TOUCH_MAP.title());
    }

    @Test
    void bothPartsCarryTheReadersLinks() {
        var mail = renderer.prepare(MONDAY, CARDS).compose(ADA, papers(1, 2, 3));

        for (var url : List.of(ADA.webUrl(), ADA.preferencesUrl(), ADA.unsubscribeUrl())) {
            assertThat(mail.html()).contains("href=\"" + url + "\"");
            assertThat(mail.text()).contains("\n" + url + "\n");
        }
        assertThat(mail.html().indexOf(ADA.unsubscribeUrl()))
                .as("a way out before the first paper")
                .isPositive()
                .isLessThan(mail.html().indexOf("Invented sample paper"));
        for (var card : CARDS) {
            assertThat(mail.html()).contains("href=\"" + card.url() + "\"");
            assertThat(mail.text()).contains("    " + card.url() + "\n");
        }
    }

    @Test
    void twoReadersOfOnePreparedIssueDoNotSeeEachOther() {
        var issue = renderer.prepare(MONDAY, CARDS);
        var bob = new ReaderSlots(
                "https://p.example.org/w", "https://p.example.org/p/bob", "https://p.example.org/u/bob", "all topics");

        issue.compose(ADA, papers(1, 2, 3));
        var mail = issue.compose(bob, papers(2));

        assertThat(mail.html() + mail.text())
                .contains("p/bob", "u/bob", "all topics")
                .doesNotContain("ada-token");
    }

    @Test
    void theSameInputGivesTheSameMail() {
        var first = renderer.prepare(MONDAY, CARDS).compose(ADA, papers(1, 2));
        var second = new MailRenderer(DAILY_PAPERS).prepare(MONDAY, CARDS).compose(ADA, papers(1, 2));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void markupInATitleIsShownAndNotObeyed() {
        var mail = renderer.prepare(MONDAY, List.of(titled("Robust <script>alert('&')</script> \"Parsing\"")))
                .compose(ADA, papers(1));

        assertThat(mail.html())
                .doesNotContain("<script")
                .contains("Robust &lt;script&gt;alert(&#39;&amp;&#39;)&lt;/script&gt; &quot;Parsing&quot;</a>");
        assertThat(mail.text()).contains("1.  Robust <script>alert('&')</script> \"Parsing\"\n");
    }

    @Test
    void whatAReaderFollowsAndTheirAddressesAreEscapedToo() {
        var odd = new ReaderSlots(
                "https://p.example.org/?a=1&b=\"2\"",
                "https://p.example.org/p",
                "https://p.example.org/u",
                "R&D <all>");

        var html = renderer.prepare(MONDAY, CARDS).compose(odd, papers(1)).html();

        assertThat(html)
                .contains("href=\"https://p.example.org/?a=1&amp;b=&quot;2&quot;\"")
                .contains("R&amp;D &lt;all&gt;");
    }

    @Test
    void aPaperCannotForgeASlotOrASubjectLine() {
        var forged = "Free" + Slot.UNSUBSCRIBE_URL.mark() + "\r\nBcc: everyone@example.org\u202E now";

        var mail = renderer.prepare(MONDAY, List.of(titled(forged))).compose(ADA, papers(1));

        assertThat(mail.subject()).isEqualTo("1 paper for Monday 23 November: Free G Bcc: everyone@example.org now");
        assertThat(mail.html() + mail.text()).doesNotContain("\u0001").doesNotContain("\u202E");
    }

    @Test
    void onlyWebAddressesAreLinked() {
        var links = List.of(
                new Link("Data", "data:text/html,hello"),
                new Link("Files", "ftp://files.example.org/x"),
                new Link("Again", "https://code.example.org/a?b=1&c=2"),
                new Link("Twice", "https://code.example.org/a?b=1&c=2"));
        var card = written(1, "A Paper with Odd Links", "Text.", "javascript:alert(1)", links);

        var mail = renderer.prepare(MONDAY, List.of(card)).compose(ADA, papers(1));

        assertThat(mail.html() + mail.text()).doesNotContain("javascript:", "data:", "ftp:", "Twice");
        assertThat(mail.html())
                .contains("A Paper with Odd Links</h2>")
                .contains("href=\"https://code.example.org/a?b=1&amp;c=2\"");
        assertThat(mail.text()).contains("    Again: https://code.example.org/a?b=1&c=2\n");
    }

    @Test
    void twentyFiveLongPapersStayUnderWhatGmailClips() {
        var links = IntStream.range(0, 5)
                .mapToObj(i -> new Link(
                        "Link no. " + i, "https://a-rather-long-host-name-" + i + ".example.org/" + "path/".repeat(12)))
                .toList();
        var cards = IntStream.rangeClosed(1, 25)
                .mapToObj(i -> written(
                        i,
                        "On the \"Long\" Title & Its Consequences: ".repeat(5) + i,
                        "A sentence of an abstract that goes on and on. ".repeat(9),
                        "https://papers.example.org/paper/2611.0" + (5000 + i),
                        links))
                .toList();

        var wordy = IntStream.rangeClosed(1, 25)
                .mapToObj(i ->
                        new Placed(i, "", "words & more of \"them\" ".repeat(20).strip()))
                .toList();

        var mail = renderer.prepare(MONDAY, cards).compose(ADA, wordy);

        assertThat(mail.html().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(50_000, 100_000);
        assertThat(mail.text()).contains("\n25. On the \"Long\" Title");
    }

    @Test
    void textLinesAreShortAndAddressesWhole() {
        var address = "https://example.org/" + "a-long-way/".repeat(12) + "end";
        var pdf = new Link("PDF", address + "?pdf");
        var card = written(1, "Words ".repeat(40), "Many words in a row. ".repeat(30), address, List.of(pdf));

        var lines = renderer.prepare(MONDAY, List.of(card))
                .compose(ADA, papers(1))
                .text()
                .lines()
                .toList();

        assertThat(lines).filteredOn(line -> !line.contains("https://")).allMatch(line -> line.length() <= 76);
        assertThat(lines).contains("    " + address).anyMatch(line -> line.endsWith(address + "?pdf"));
        assertThat(lines.indexOf("1.  " + "Words ".repeat(12).strip())).isPositive();
    }

    @Test
    void aLongFirstTitleIsCutAtAWordInTheSubject() {
        var mail = renderer.prepare(MONDAY, List.of(titled("Considerations ".repeat(20))))
                .compose(ADA, papers(1));

        assertThat(mail.subject()).hasSizeLessThanOrEqualTo(120).endsWith("Considerations…");
    }

    @Test
    void theFooterSaysWhoSendsItWhenAnAddressIsSet() {
        var unplaced = new MailRenderer(new MorningPaper("Lab Papers", Optional.empty()));

        var placed = renderer.prepare(MONDAY, CARDS).compose(ADA, papers(1));
        var bare = unplaced.prepare(MONDAY, CARDS).compose(ADA, papers(1));

        assertThat(placed.html()).contains("7 Harbour Lane, 1234 Northby");
        assertThat(placed.text()).contains("7 Harbour Lane, 1234 Northby");
        assertThat(bare.html()).contains("Lab Papers").doesNotContain("Lab Papers, ");
        assertThat(bare.text()).endsWith("affiliated with arXiv or Hugging Face.\n");
    }

    @Test
    void aMailWithoutPapersOrWithUnknownOnesIsNotComposed() {
        var issue = renderer.prepare(MONDAY, CARDS);

        assertThatThrownBy(() -> issue.compose(ADA, papers())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> issue.compose(ADA, papers(1, 9)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9");
    }

    @Test
    void aNoticeShowsItsAddressAsTextToo() {
        var mail = renderer.notice(CONFIRMATION);

        assertThat(mail.subject()).isEqualTo("Please confirm your address for Daily Papers");
        new GoldenFile("notice.html").assertSame(mail.html());
        new GoldenFile("notice.txt").assertSame(mail.text());
    }

    @Test
    void aNoticeNeedsNoButton() {
        var mail = renderer.notice(
                new Notice("You have left", "You have left", List.of("No more papers from us."), "", "", ""));

        assertThat(mail.html()).contains("No more papers from us.").doesNotContain("<a ");
        assertThat(mail.text()).contains("No more papers from us.").doesNotContain("button");
    }
}

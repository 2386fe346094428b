package dev.paperboy.rendering;

import static dev.paperboy.rendering.MorningPaper.ADA;
import static dev.paperboy.rendering.MorningPaper.ADAS_COPY;
import static dev.paperboy.rendering.MorningPaper.DAILY_PAPERS;
import static dev.paperboy.rendering.MorningPaper.MONDAY;
import static dev.paperboy.rendering.MorningPaper.papers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Splicing, with pieces made by hand: they end and begin in the middle of words, of lines and of characters' neighbours. */
class IssueMailTest {

    private static final List<String> TITLES = List.of(
            "A Map Drawn by Touch: Robots That Learn a Room in the Dark",
            "Étude sur les modèles 𝔸",
            "日本語の論文は長い題名を持つことがあります。".repeat(6),
            "Short",
            "From Dots to Words",
            ".hidden files",
            "Equal = Signs == Everywhere " + "=".repeat(120),
            "Rockets 🚀 for 👩‍🚀",
            "=?UTF-8?Q?Forged?= Words",
            "w".repeat(200),
            "Words ".repeat(40).strip());

    private static final IssueMail ISSUE = issue();

    private static IssueMail issue() {
        var line = new ReasonLine(
                new Both<>(piece("    ", Slot.REASON_WORDS, "\n"), piece("<i>", Slot.REASON_WORDS, "</i>\n")));
        var head = new Both<>(
                piece(
                        ".Head of ",
                        Slot.COUNT,
                        " for ",
                        Slot.CHOICE,
                        "\n",
                        Slot.WEB_URL,
                        "",
                        Slot.UNSUBSCRIBE_URL,
                        "\n\n"),
                piece(
                        "<title>",
                        Slot.SUBJECT,
                        "</title>",
                        Slot.PREHEADER,
                        "&nbsp;",
                        Slot.COUNT,
                        "\n<a href=\"",
                        Slot.WEB_URL,
                        "\">\n"));
        var foot = new Both<>(
                piece("-- \n", Slot.PREFERENCES_URL, "\nthe end"),
                piece("<a href=\"", Slot.UNSUBSCRIBE_URL, "\">", Slot.CHOICE, "</a>"));
        var frames = new IssueMail.Frames(
                new MailHead(DAILY_PAPERS.from(), ListFields.of(DAILY_PAPERS, MONDAY)),
                new Alternative("test"),
                head,
                foot);
        return new IssueMail(
                IssueWording.of(MONDAY),
                frames,
                IntStream.range(0, TITLES.size())
                        .mapToObj(i -> entry(i + 1, TITLES.get(i), line))
                        .toList());
    }

    private static Entry entry(int position, String title, ReasonLine line) {
        var card = new Both<>(
                piece("", Slot.RANK, title + "\n", Slot.REASON, "\n---\n"),
                piece("<b>", Slot.RANK, "&ensp;</b>" + ForeignText.html(title) + "\n", Slot.REASON, "\n<hr>\n"));
        var reasons = new Reasons(
                position % 2 == 0 ? "" : "New today",
                Map.of("agents", "Matches Agents: " + title),
                position > 5 ? "+7 upvotes in 24 h" : "");
        return new Entry(position, ForeignText.oneLine(title), card, reasons, line);
    }

    private static Piece piece(Object... textsAndSlots) {
        var rendered = new StringBuilder();
        for (var part : textsAndSlots) {
            rendered.append(part instanceof Slot slot ? slot.mark() : part);
        }
        return Piece.cut(rendered.toString());
    }

    private static WrittenMail written(ReaderSlots reader, List<Placed> papers) {
        var mail = new MailBuffer();
        ISSUE.write(reader, ADAS_COPY, papers, mail);
        return new WrittenMail(mail);
    }

    @RepeatedTest(200)
    void anyReadersMailIsSoundAndSaysWhatIsShown(RepetitionInfo turn) {
        var random = new Random(turn.getCurrentRepetition());
        var positions =
                new ArrayList<>(IntStream.rangeClosed(1, TITLES.size()).boxed().toList());
        Collections.shuffle(positions, random);
        var papers = positions.subList(0, 1 + random.nextInt(positions.size())).stream()
                .map(position -> new Placed(
                        position,
                        random.nextBoolean() ? "agents" : "",
                        random.nextInt(3) > 0 ? "" : TITLES.get(random.nextInt(TITLES.size()))))
                .toList();
        var token = "t=&.".repeat(1 + random.nextInt(40));
        var reader = new ReaderSlots(
                "https://papers.example.org/.?a=1&b=2",
                "https://papers.example.org/preferences/" + token,
                "https://papers.example.org/unsubscribe/" + token,
                TITLES.get(random.nextInt(TITLES.size())));

        var mail = written(reader, papers);

        mail.assertSound();
        assertThat(mail.read()).isEqualTo(ISSUE.compose(reader, papers));
    }

    @Test
    void aReadersOwnWordsGoBeforeTheTopicAndTheTopicBeforeTheTrend() {
        var text = ISSUE.compose(
                        ADA,
                        List.of(
                                new Placed(7, "agents", "sparse & deep"),
                                new Placed(4, "agents", ""),
                                new Placed(5, "", "")))
                .text();

        assertThat(text)
                .contains("    Matches your words: sparse & deep · +7 upvotes in 24 h\n---")
                .contains("    Matches Agents: Short\n---")
                .contains("    New today\n---");
    }

    @Test
    void ownWordsAreEscapedInHtml() {
        assertThat(ISSUE.compose(ADA, List.of(new Placed(1, "", "<b>R&D</b>"))).html())
                .contains("<i>Matches your words: &lt;b&gt;R&amp;D&lt;/b&gt;</i>\n");
    }

    @Test
    void aTopicThatThePaperDoesNotHaveGivesTheUsualReason() {
        assertThat(ISSUE.compose(ADA, List.of(new Placed(1, "vision", ""))).text())
                .contains("    New today\n");
        assertThat(ISSUE.compose(ADA, List.of(new Placed(2, "vision", ""))).text())
                .contains("𝔸\n---");
    }

    @Test
    void aLongReasonIsWrappedUnderItsFirstWord() {
        var text = ISSUE.compose(
                        ADA, List.of(new Placed(11, "", "some words ".repeat(12).strip())))
                .text();

        assertThat(text)
                .containsPattern("\n    Matches your words: .{40,52}\n    \\S")
                .doesNotContain("\n     ");
    }

    @Test
    void thePreheaderNamesThreeTitlesEachCutByItself() {
        var html = ISSUE.compose(ADA, papers(1, 11, 4, 5)).html();

        assertThat(html)
                .contains("</title>A Map Drawn by Touch · Words Words Words Words Words Words Words… · Short&nbsp;");
        assertThat(ISSUE.compose(ADA, papers(1)).html()).contains("</title>" + TITLES.getFirst() + "&nbsp;");
    }

    @Test
    void theSameReaderGetsTheSameBytesButForTheirDate() {
        var first = written(ADA, papers(1, 2)).text();
        var mail = new MailBuffer();
        ISSUE.write(
                ADA,
                new Letterhead(
                        ADAS_COPY.to(), ADAS_COPY.messageId(), ADAS_COPY.date().plusSeconds(3600)),
                papers(1, 2),
                mail);
        var later = new WrittenMail(mail).text();
        var again = new MailBuffer();
        issue().write(ADA, ADAS_COPY, papers(1, 2), again);

        assertThat(first)
                .startsWith("Date: Mon, 23 Nov 2026 06:30:05 +0000\r\nFrom: Daily Papers <papers@example.org>\r\n");
        assertThat(new WrittenMail(again).text()).isEqualTo(first);
        assertThat(later).startsWith("Date: Mon, 23 Nov 2026 07:30:05 +0000\r\n");
        assertThat(later.replaceFirst("Date: .*\r\n", "")).isEqualTo(first.replaceFirst("Date: .*\r\n", ""));
    }

    @Test
    void theHeaderIsThatOfAListAndLetsGoWithOnePress() throws Exception {
        var message = written(ADA, papers(1)).parsed();

        assertThat(Collections.list(message.getAllHeaders()).stream().map(header -> header.getName()))
                .containsExactly(
                        "Date",
                        "From",
                        "To",
                        "Subject",
                        "Message-ID",
                        "List-Unsubscribe",
                        "List-Unsubscribe-Post",
                        "List-Id",
                        "Auto-Submitted",
                        "X-Auto-Response-Suppress",
                        "Precedence",
                        "Feedback-ID",
                        "MIME-Version",
                        "Content-Type");
        assertThat(message.getSentDate().toInstant()).isEqualTo(ADAS_COPY.date());
        assertThat(message.getMessageID()).isEqualTo(ADAS_COPY.messageId());
        assertThat(message.getHeader("To")).containsExactly("ada@example.org");
        assertThat(message.getHeader("List-Unsubscribe")).containsExactly("<" + ADA.unsubscribeUrl() + ">");
        assertThat(message.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(message.getHeader("List-Id")).containsExactly("\"Daily Papers\" <issues.papers.example.org>");
        assertThat(message.getHeader("Feedback-ID")).containsExactly("2026-11-23:papers.example.org:daily:exampleorg");
    }

    @Test
    void anAddressThatNeedsUtf8KeepsIt() {
        var mail = new MailBuffer();
        ISSUE.write(
                ADA,
                new Letterhead(new EmailAddress("jürgen@example.org"), ADAS_COPY.messageId(), Instant.EPOCH),
                papers(4),
                mail);

        assertThat(new WrittenMail(mail).text()).contains("\r\nTo: jürgen@example.org\r\n");
    }

    @Test
    void theBufferKnowsWhereTheBodyBegins() {
        var mail = new MailBuffer();
        ISSUE.write(ADA, ADAS_COPY, papers(4), mail);

        assertThat(new WrittenMail(mail).text().substring(mail.bodyStart() - mail.start()))
                .startsWith("--=_test\r\nContent-Type: text/plain; charset=UTF-8\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\r\nBcc: eve@example.net", "a\nb", "a\rb", "a\0b", "\r\n.\r\n", "a\tb", "a\u0001G\u0001b"})
    void controlCharactersInASlotAreRefused(String poison) {
        var web = ADA.webUrl();
        var preferences = ADA.preferencesUrl();
        var leave = ADA.unsubscribeUrl();

        assertRefused(new ReaderSlots(poison, preferences, leave, "all topics"), papers(1));
        assertRefused(new ReaderSlots(web, poison, leave, "all topics"), papers(1));
        assertRefused(new ReaderSlots(web, preferences, poison, "all topics"), papers(1));
        assertRefused(new ReaderSlots(web, preferences, leave, poison), papers(1));
    }

    @Test
    void aReadersWordsAreOneLineInTheirMailWhateverTheyHold() {
        var mail = new MailBuffer();
        ISSUE.write(
                ADA,
                ADAS_COPY,
                List.of(new Placed(1, "", "tactile\r\n.\r\nmap\tof\u0085a\u0092\u0001G\u0001room")),
                mail);

        assertThat(ISSUE.compose(ADA, List.of(new Placed(1, "", "tactile\r\n.\r\nmap")))
                        .text())
                .contains("Matches your words: tactile . map");
        assertThat(new WrittenMail(mail).text()).doesNotContain("\r\n.", "\u0001", "\t");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://x.example.org/>,<mailto:eve@example.net",
                "https://x.example.org/>",
                "https://x.example.org/ b",
                "https://é.example.org/"
            })
    void whatWouldLeaveTheBracketsOfListUnsubscribeIsRefused(String url) {
        assertRefused(new ReaderSlots(ADA.webUrl(), ADA.preferencesUrl(), url, "all topics"), papers(1));
        assertRefused(
                new ReaderSlots(ADA.webUrl(), ADA.preferencesUrl(), "https://" + "x".repeat(1000), "all topics"),
                papers(1));
    }

    @Test
    void aMailWithoutPapersOrWithUnknownOnesIsNotWritten() {
        assertRefused(ADA, List.of());
        assertRefused(ADA, papers(1, 99));
        assertRefused(ADA, papers(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
    }

    private static void assertRefused(ReaderSlots reader, List<Placed> papers) {
        var mail = new MailBuffer();
        assertThatIllegalArgumentException().isThrownBy(() -> ISSUE.write(reader, ADAS_COPY, papers, mail));
        assertThat(mail.length()).isZero();
    }
}

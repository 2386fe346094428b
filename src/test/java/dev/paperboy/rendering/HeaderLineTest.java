package dev.paperboy.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Sender;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderLineTest {

    private static final EmailAddress PAPERS = new EmailAddress("papers@example.org");
    private static final List<String> WORDS = List.of(
            "plain",
            "été",
            "日本語論文",
            "𝔸𝔹ℂ",
            "👩‍🚀🚀",
            "x".repeat(30),
            "ü".repeat(80),
            "=?UTF-8?Q?forged?=",
            "a=b?",
            "_",
            "(2)",
            "\"q\"",
            "y".repeat(90),
            "–",
            "\\",
            ":");
    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?UTF-8\\?([QB])\\?([!-~]*)\\?=");

    @RepeatedTest(300)
    void anyWordsReadBackAsTheyWere(RepetitionInfo turn) throws Exception {
        var random = new Random(turn.getCurrentRepetition());
        var words = String.join(
                " ",
                random.ints(1 + random.nextInt(12), 0, WORDS.size())
                        .mapToObj(WORDS::get)
                        .toList());

        var line = line(HeaderLine.words("Subject", words));

        assertFolded(line);
        assertThat(MimeUtility.decodeText(value(line))).isEqualTo(words);
        assertNoCharacterIsSplit(line);
    }

    private static void assertFolded(String line) {
        assertThat(line).endsWith("\r\n").matches("(?s)[\\r\\n -~]*");
        assertThat(line.substring(0, line.length() - 2).split("\r\n")).allSatisfy(part -> {
            assertThat(part.length()).isLessThanOrEqualTo(76);
            assertThat(part).isNotBlank().doesNotEndWith(" ");
        });
        assertThat(line.strip().split("\r\n")).allMatch(part -> part.startsWith(" ") || part.matches("[A-Za-z-]+:.*"));
    }

    /** Each encoded word must make sense by itself (RFC 2047 §5). */
    private static void assertNoCharacterIsSplit(String line) throws Exception {
        var words = ENCODED_WORD.matcher(line);
        while (words.find()) {
            assertThat(words.group().length()).isLessThanOrEqualTo(75);
            assertThat(MimeUtility.decodeWord(words.group())).doesNotContain("\uFFFD");
        }
    }

    private static String line(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String value(String line) {
        return line.substring(line.indexOf(':') + 1).replaceAll("\r\n", "").strip();
    }

    @Test
    void onlyTheForeignWordsOfAHeaderAreEncoded() {
        assertThat(line(HeaderLine.words("Subject", "Les Été Papiers du matin")))
                .isEqualTo("Subject: Les =?UTF-8?B?w4l0w6k=?= Papiers du matin\r\n");
    }

    @Test
    void mostlyPlainWordsStayReadable() {
        assertThat(line(HeaderLine.words("Subject", "日報"))).isEqualTo("Subject: =?UTF-8?B?5pel5aCx?=\r\n");
        assertThat(line(HeaderLine.words("Subject", "Modèles – small ones")))
                .isEqualTo("Subject: =?UTF-8?Q?Mod=C3=A8les_=E2=80=93?= small ones\r\n");
    }

    @Test
    void whatLooksLikeAnEncodedWordIsNotTakenForOne() throws Exception {
        var line = line(HeaderLine.words("Subject", "On =?UTF-8?Q?Bcc?= fields"));

        assertThat(line).doesNotContain("=?UTF-8?Q?Bcc?=");
        assertThat(MimeUtility.decodeText(value(line))).isEqualTo("On =?UTF-8?Q?Bcc?= fields");
    }

    @Test
    void wordsThatHardlyFitBesideTheFieldsNameAreFoldedToTheNextLine() {
        var line = line(HeaderLine.words("Subject", "z".repeat(56) + " über alles"));

        assertThat(line).startsWith("Subject: " + "z".repeat(56) + "\r\n =?UTF-8?Q?=C3=BCber?= alles");
    }

    @Test
    void anEmptySubjectIsAFieldAllTheSame() {
        assertThat(line(HeaderLine.words("Subject", ""))).isEqualTo("Subject:\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Daily Papers",
                "Papers, Daily",
                "The \"Daily\" Papers",
                "Back\\slash",
                "Journal du matin, été",
                "日報",
                "J. Doe (news)",
                "=?UTF-8?Q?forged?=",
                "A Name of Many Words, and a Comma, That Is Much Longer Than One Line of a Header Can Be, Truly"
            })
    void sendersNameSurvivesCommasQuotesAndAccents(String name) throws Exception {
        var line = line(HeaderLine.sender("From", new Sender(name, PAPERS)));

        assertFolded(line);
        var from = InternetAddress.parseHeader(value(line), true)[0];
        assertThat(from.getPersonal()).isEqualTo(name);
        assertThat(from.getAddress()).isEqualTo("papers@example.org");
    }

    @Test
    void anAddressAloneNeedsNoBrackets() {
        assertThat(line(HeaderLine.sender("From", new Sender("", PAPERS)))).isEqualTo("From: papers@example.org\r\n");
    }

    @Test
    void anAddressOfTheWholeWorldStaysAsItIs() {
        assertThat(line(HeaderLine.address("To", new EmailAddress("jürgen@example.org"))))
                .isEqualTo("To: jürgen@example.org\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: eve@example.net", "a\nb", "a\rb", "a\0b", "\r\n", "a\tb", "a\u0085b", "a\u007F"})
    void controlCharactersInAnyHeaderAreRefused(String poison) {
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderLine.words("Subject", poison));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderLine.plain("List-Id", poison));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderLine.sender("From", new Sender(poison, PAPERS)));
    }

    @Test
    void aPlainValueIsFoldedAtItsSpacesAndNeverEncoded() {
        assertThat(line(HeaderLine.plain("List-Id", "\"" + "papers ".repeat(12).strip() + "\" <issues.example.org>")))
                .isEqualTo("List-Id: \"" + "papers ".repeat(9).strip()
                        + "\r\n papers papers papers\" <issues.example.org>\r\n");
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderLine.plain("List-Id", "été"));
        assertThatIllegalArgumentException().isThrownBy(() -> HeaderLine.plain("List-Id", "x".repeat(1000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a@b",
                "<a@b",
                "<@b>",
                "<a@>",
                "<a b@c>",
                "<a\r\nBcc: x@y>",
                "<a@b>\r\n",
                "<a@b@c>",
                "<a@<b>>",
                "<ä@b>",
                "<a\0@b>"
            })
    void whatIsNoMessageIdIsRefused(String id) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Letterhead(PAPERS, id, MorningPaper.ADAS_COPY.date()));
    }
}

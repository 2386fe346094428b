package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Sender;
import dev.paperboy.outbox.MailHeader;
import dev.paperboy.outbox.OutgoingMail;
import jakarta.mail.BodyPart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {

    private static final String FRENCH = "Ligne très longue: " + "é€𝔸 = ".repeat(60) + "fin. \n.\nFrom here\tto\t\n";

    @Test
    void mailReadsBackAsItWasWritten() throws Exception {
        OutgoingMail mail = Mails.mail(
                "ada@example.com",
                "Zehn Papiere für Montag – 𝔸 «ñ» " + "ü".repeat(80),
                "<p>" + FRENCH + "</p>",
                FRENCH);

        MimeMessage read = parsed(mail);

        assertThat(read.getSubject()).isEqualTo(mail.subject());
        assertThat(read.getMessageID()).isEqualTo("<d7.abc@example.org>");
        assertThat(read.getSentDate().toInstant()).isEqualTo(Mails.MORNING);
        assertThat(read.getHeader("MIME-Version")).containsExactly("1.0");
        assertThat(read.getAllRecipients()).containsExactly(new InternetAddress("ada@example.com"));
        assertThat(((InternetAddress) read.getFrom()[0]).getPersonal()).isEqualTo("Daily Papers");
        MimeMultipart parts = (MimeMultipart) read.getContent();
        assertThat(parts.getContentType()).startsWith("multipart/alternative");
        assertThat(parts.getCount()).isEqualTo(2);
        assertPart(parts.getBodyPart(0), "text/plain", mail.text());
        assertPart(parts.getBodyPart(1), "text/html", mail.html());
    }

    private static void assertPart(BodyPart part, String type, String content) throws Exception {
        assertThat(part.isMimeType(type)).isTrue();
        assertThat(part.getHeader("Content-Transfer-Encoding")).containsExactly("quoted-printable");
        assertThat((String) part.getContent()).isEqualTo(content.replace("\n", "\r\n"));
    }

    @Test
    void everyLineIsShortAsciiAndEndsWithCrLf() {
        String raw = raw(Mails.with(
                Mails.mail(
                        "ada@example.com", "Ü".repeat(200), "<p>" + FRENCH + "</p>\r\rx\n\r\n", "x".repeat(5000) + " "),
                new MailHeader("List-Id", "Été matin " + "papers ".repeat(30) + "<daily.example.org>")));

        assertThat(raw).matches("(?s)[\\r\\n\\t -~]*").endsWith("\r\n");
        assertThat(raw.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(raw.split("\r\n")).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(76);
            assertThat(line).doesNotEndWith(" ").doesNotStartWith(".").doesNotStartWith("From ");
        });
    }

    @Test
    void longUnsubscribeHeaderUnfoldsToExactlyWhatWasGiven() throws Exception {
        String value = "<https://papers.example.org/unsubscribe/" + "t".repeat(120) + ">, <mailto:leave+"
                + "t".repeat(60) + "@example.org?subject=leave>";

        OutgoingMail mail = Mails.with(
                Mails.to("ada@example.com"),
                new MailHeader("List-Unsubscribe", value),
                new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));

        assertThat(parsed(mail).getHeader("List-Unsubscribe", null).replaceAll("\r\n(?=[ \t])", ""))
                .isEqualTo(value);
        assertThat(parsed(mail).getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(raw(mail).lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThan(998));
    }

    @Test
    void onlyTheForeignWordsOfAHeaderAreEncoded() throws Exception {
        MimeMessage read = parsed(Mails.with(
                Mails.to("ada@example.com"), new MailHeader("List-Id", "Les Été Papiers <daily.example.org>")));

        assertThat(read.getHeader("List-Id", null)).startsWith("Les =?UTF-8?").endsWith("Papiers <daily.example.org>");
    }

    @Test
    void sendersNameSurvivesCommasQuotesAndAccents() throws Exception {
        OutgoingMail plain = Mails.to("ada@example.com");
        for (String name : List.of("Papers, Daily", "The \"Daily\" Papers", "Journal du matin, été", "日報")) {
            OutgoingMail mail = new OutgoingMail(
                    new Sender(name, new EmailAddress("papers@example.org")),
                    plain.to(),
                    plain.subject(),
                    plain.html(),
                    plain.text(),
                    plain.messageId(),
                    List.of());

            InternetAddress from = (InternetAddress) parsed(mail).getFrom()[0];

            assertThat(from.getPersonal()).isEqualTo(name);
            assertThat(from.getAddress()).isEqualTo("papers@example.org");
        }
    }

    @Test
    void sameMailGivesTheSameBytesButForItsDate() {
        String first = raw(Mails.to("ada@example.com"));
        String later = new String(
                Letter.of(Mails.to("ada@example.com"), Mails.MORNING.plusSeconds(3600))
                        .bytes(),
                StandardCharsets.US_ASCII);

        assertThat(first).contains("Date: Mon, 23 Nov 2026 06:30:05 +0000\r\n");
        assertThat(later).contains("Date: Mon, 23 Nov 2026 07:30:05 +0000\r\n");
        assertThat(later.replaceFirst("Date: .*\r\n", "")).isEqualTo(first.replaceFirst("Date: .*\r\n", ""));
    }

    @Test
    void emptyBodiesMakeAValidMail() throws Exception {
        MimeMultipart parts = (MimeMultipart)
                parsed(Mails.mail("ada@example.com", "", "", "")).getContent();

        assertThat(parts.getCount()).isEqualTo(2);
        assertThat((String) parts.getBodyPart(0).getContent()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: eve@example.net", "a\nb", "a\rb", "a\0b", "\r\n"})
    void lineBreaksInAnyHeaderAreRefused(String poison) {
        OutgoingMail mail = Mails.to("ada@example.com");

        assertRefused(Mails.mail("ada@example.com", poison, "", ""));
        assertRefused(Mails.with(mail, new MailHeader("X-Note", poison)));
        assertRefused(Mails.with(mail, new MailHeader(poison, "x")));
        assertRefused(new OutgoingMail(
                new Sender(poison, Mails.EDITORS.address()), mail.to(), "s", "", "", mail.messageId(), List.of()));
        assertRefused(new OutgoingMail(mail.from(), mail.to(), "s", "", "", "<" + poison + "@example.org>", List.of()));
    }

    @Test
    void headersOfTheCourierCannotBeGivenTwice() {
        for (String name : List.of("Date", "FROM", "To", "Subject", "Message-ID", "Mime-Version", "Content-Type")) {
            assertRefused(Mails.with(Mails.to("ada@example.com"), new MailHeader(name, "x")));
        }
    }

    @Test
    void headerThatFitsInNoLineIsRefused() {
        assertRefused(Mails.with(Mails.to("ada@example.com"), new MailHeader("X-Note", "x".repeat(1000))));
    }

    private static void assertRefused(OutgoingMail mail) {
        assertThatIllegalArgumentException().isThrownBy(() -> Letter.of(mail, Mails.MORNING));
    }

    private static String raw(OutgoingMail mail) {
        return new String(Letter.of(mail, Mails.MORNING).bytes(), StandardCharsets.ISO_8859_1);
    }

    private static MimeMessage parsed(OutgoingMail mail) throws Exception {
        byte[] bytes = Letter.of(mail, Mails.MORNING).bytes();
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
    }
}

package dev.paperboy.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MimePartTest {

    private static final String DIGEST = """
            From: =?UTF-8?Q?Journal_du_matin,_=C3=A9t=C3=A9?= <papers@example.org>
            To: Ada <ada@example.com>
            Subject: =?UTF-8?B?WmVobiBQYXBpZXJlIGbDvHI=?=
             =?UTF-8?Q?_Montag?= and more
            List-Unsubscribe: <https://papers.example.org/unsubscribe/abc>,
             <mailto:leave@example.org>
            Content-Type: multipart/alternative;
             boundary="=_b"

            preamble, not to be read
            --=_b
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            Guten Morgen, sch=C3=B6n=
            er Tag =3D gut.

            --=_b
            Content-Type: text/html; charset=UTF-8
            Content-Transfer-Encoding: quoted-printable

            <p>sch=C3=B6n</p>
            --=_b--
            epilogue
            """;

    private static MimePart parsed(String text) {
        return MimePart.parse(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void digestIsReadWithItsPartsAndItsWords() {
        MimePart mail = parsed(DIGEST);

        assertThat(mail.header("subject")).isEqualTo("Zehn Papiere für Montag and more");
        assertThat(mail.header("From")).isEqualTo("Journal du matin, été <papers@example.org>");
        assertThat(mail.header("List-Unsubscribe"))
                .isEqualTo("<https://papers.example.org/unsubscribe/abc>, <mailto:leave@example.org>");
        assertThat(mail.plain()).hasValue("Guten Morgen, schöner Tag = gut.\r\n");
        assertThat(mail.html()).hasValue("<p>schön</p>");
    }

    @Test
    void htmlAloneIsFoundAndThereIsNoText() {
        MimePart mail = parsed(
                "Content-Type: TEXT/HTML; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\nPHA+6TwvcD4=\n");

        assertThat(mail.html()).hasValue("<p>é</p>");
        assertThat(mail.plain()).isEmpty();
    }

    @Test
    void mailWithoutTypeIsPlainUtf8() {
        MimePart mail = parsed("Subject: Grüße\n\nschön\n");

        assertThat(mail.header("Subject")).isEqualTo("Grüße");
        assertThat(mail.plain()).hasValue("schön\r\n");
    }

    @Test
    void emptyBodyIsEmptyText() {
        assertThat(parsed("Subject: Nothing\n\n").plain()).hasValue("");
        assertThat(parsed("Subject: Nothing").plain()).hasValue("");
        assertThat(parsed("").headers()).isEmpty();
    }

    @Test
    void alternativeInsideAMixedMailIsFound() {
        MimePart mail = parsed("Content-Type: multipart/mixed; boundary=out\n\n--out\n" + DIGEST + "\n--out--\n");

        assertThat(mail.html()).hasValue("<p>schön</p>");
    }

    @Test
    void cutOffMailShowsWhatThereIs() {
        String cut = DIGEST.substring(0, DIGEST.indexOf("er Tag"));

        assertThat(parsed(cut).plain()).hasValue("Guten Morgen, schön");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/mixed\n\n--x\n\nhello",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\nhello\n----",
                "Content-Type: multipart/mixed; boundary=x\n\n--x--\n--x\n",
                "Content-Type: text/plain; charset=no-such\n\nhello",
                "Content-Type: text/plain; charset=\" ?\"\n\nhello",
                "Content-Transfer-Encoding: base64\n\n!!!=?",
                "Content-Transfer-Encoding: quoted-printable\n\n= =4 =ZZ =",
                "Subject: =?UTF-8?B?%%%?= =?no-such?Q?x?= =?UTF-8?Q?=4?=\n\n",
                ": no name\nno colon\n folded nothing\n\n\n",
                "\n\n\nbody first"
            })
    void brokenMailIsReadWithoutComplaint(String broken) {
        assertThatCode(() -> readAll(parsed(broken))).doesNotThrowAnyException();
        assertThatCode(() -> readAll(MimePart.parse(broken.getBytes(StandardCharsets.UTF_8))))
                .doesNotThrowAnyException();
    }

    @Test
    void damagedMailsAreReadWithoutComplaint() {
        Random random = new Random(7);
        byte[] whole = DIGEST.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 2000; round++) {
            byte[] damaged = whole.clone();
            for (int hit = 0; hit < 12; hit++) {
                damaged[random.nextInt(damaged.length)] = (byte) "\r\n-=?\"; \0\u00ff".charAt(random.nextInt(10));
            }
            assertThatCode(() -> readAll(MimePart.parse(damaged))).doesNotThrowAnyException();
        }
    }

    @Test
    void mailThatContainsItselfEndsSomewhere() {
        String nested = "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(5000);

        assertThatCode(() -> readAll(parsed(nested))).doesNotThrowAnyException();
    }

    private static void readAll(MimePart mail) {
        assertThat(mail.html()).isNotNull();
        assertThat(mail.plain()).isNotNull();
        assertThat(CaughtMail.of(1, mail, Instant.EPOCH)).isNotNull();
    }
}

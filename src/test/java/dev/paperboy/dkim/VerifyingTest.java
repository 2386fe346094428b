package dev.paperboy.dkim;

import static dev.paperboy.dkim.Signing.BODY;
import static dev.paperboy.dkim.Signing.HEADER;
import static dev.paperboy.dkim.Signing.bytes;
import static dev.paperboy.dkim.Signing.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dkim.DkimSettings.Provider;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we sign, another implementation verifies; what was changed on the way, it does not. How it travels: {@link AsReceivedTest}. */
class VerifyingTest {

    @TempDir
    Path folder;

    private Settings settings;
    private Signing signing;

    @BeforeEach
    void openForBusiness() {
        settings = Signing.withBothKeys(folder);
        signing = Signing.by(settings);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "JDK"})
    void whatIsSignedVerifies(Provider provider) {
        signing = Signing.by(settings.by(provider));
        signing.assertVerifies(signing.signed(HEADER, BODY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no line end",
                "blanks at the end  \t \r\nof  lines\t\tand  within\r\n",
                "empty lines at the end\r\n\r\n\r\n\r\n",
                "\r\n\r\nempty lines at the start\r\n",
                ".\r\n..\r\n.hidden\r\nlines that begin with dots\r\n.",
                "Grüße aus Köln, 今日の論文\r\n",
                "=E2=80=94 quoted-printable=\r\n goes on=20\r\n"
            })
    void bodiesOfEveryShapeVerify(String body) {
        signing.assertVerifies(signing.signed(HEADER, body));
    }

    @Test
    void longLinesAndLongBodiesVerify() {
        signing.assertVerifies(signing.signed(HEADER, "x".repeat(998) + "\r\n" + "word ".repeat(199) + "\r\n"));
        signing.assertVerifies(signing.signed(
                HEADER, ("<td  class=\"p\">\t&nbsp; paper" + "y".repeat(40) + " </td> \r\n").repeat(2_000)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: =?UTF-8?Q?Gr=C3=A4fin_von_K=C3=B6nigsmark?=\r\n =?UTF-8?Q?_und_Freunde?= <ada@example.com>\r\n",
                "To: Gräfin Ada <ada@example.com>\r\n",
                "To:ada@example.com\r\n",
                "to  : \t Ada\r\n\t Lovelace   <ada@example.com>  \r\n",
                "Cc:\r\n grace@example.com,\r\n\tmary@example.com\r\n",
                "Received: by one\r\nReceived: by two\r\nFeedback-ID: a:b\r\nFeedback-ID: c:d\r\n",
                "References: <1@example.org>\r\nReferences: <2@example.org>\r\n",
                "Reply-To:\r\n",
                "Reply-To: \r\n \r\n"
            })
    void headersOfEveryShapeVerify(String fields) {
        signing.assertVerifies(signing.signed(HEADER + fields, BODY));
        signing.assertVerifies(signing.signed(fields + HEADER, BODY));
    }

    @Test
    void aChangedByteAnywhereFails() {
        String covered = HEADER.replace("X-Campaign: 7\r\n", "");
        signing = Signing.by(settings.withEd25519(null, null));
        byte[] mail = signing.signed(covered, BODY);
        // The end of the Base64 is left out: it holds bits that mean nothing, and readers forgive what follows them.
        int padding = text(mail).indexOf("\r\nFrom:") - 4;
        for (int i = 0; i < mail.length; i++) {
            if (i < padding || i >= padding + 6) {
                byte[] changed = mail.clone();
                changed[i] = (byte) (mail[i] == 'x' ? 'y' : 'x');
                assertThat(signing.verifies(changed))
                        .as("byte " + i + " of\n" + text(changed))
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: Buy now\r\n",
                "From: Somebody Else <else@example.net>\r\n",
                "To: charles@example.com\r\n",
                "Cc: charles@example.com\r\n",
                "Date: Tue, 07 May 2024 07:08:09 +0000\r\n",
                "Reply-To: else@example.net\r\n",
                "Content-Type: text/html\r\n",
                "MIME-Version: 1.0\r\n",
                "Message-ID: <other@example.net>\r\n",
                "List-Unsubscribe: <https://example.net/>\r\n",
                "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
            })
    void aFieldThatIsAddedOnTheWayBreaksTheSignature(String field) {
        String mail = text(signing.signed(HEADER, BODY));
        signing.assertFails(bytes(field + mail));
        signing.assertFails(bytes(mail.replace("\r\n\r\n", "\r\n" + field + "\r\n")));
    }

    @Test
    void fieldsThatRelaysAddDoNotMatter() {
        String mail = text(signing.signed(HEADER, BODY));
        signing.assertVerifies(
                bytes("Return-Path: <b@example.org>\r\nReceived: by mx.example.com\r\nX-Spam: no\r\n" + mail));
        signing.assertVerifies(bytes(mail.replace("X-Campaign: 7", "X-Campaign: 8")));
    }
}

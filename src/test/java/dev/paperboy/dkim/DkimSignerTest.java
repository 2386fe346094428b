package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.dkim.DkimSettings.Provider;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.testsupport.ExampleNewsletter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we sign, another implementation verifies. */
class DkimSignerTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-05-06T07:08:09Z"), ZoneOffset.UTC);
    private static final ExampleNewsletter PAPER = ExampleNewsletter.from("papers@example.org");

    private static final String HEADER = """
        From: Daily Papers <papers@example.org>
        To: Ada Lovelace <ada@example.com>
        Subject: Seven papers on attention
        Date: Mon, 06 May 2024 07:08:09 +0000
        Message-ID: <d7.ada@example.org>
        MIME-Version: 1.0
        Content-Type: text/plain; charset=UTF-8
        Content-Transfer-Encoding: 7bit
        List-Id: Daily Papers <daily.example.org>
        List-Unsubscribe: <https://papers.example.org/u/abc>
        List-Unsubscribe-Post: List-Unsubscribe=One-Click
        X-Campaign: 7
        """.replace("\n", "\r\n");

    private static final String BODY = "Good morning, Ada.\r\n\r\nHere are seven papers.\r\n";

    @TempDir
    Path folder;

    private Settings settings;
    private SigningKeys keys;
    private DkimSigner signer;

    @BeforeEach
    void openForBusiness() {
        settings = Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048))
                .withEd25519("e1", PemFiles.ed25519(folder).toString());
        signWith(settings);
    }

    private void signWith(Settings given) {
        keys = new SigningKeys(given);
        signer = new DkimSigner(given, keys, PAPER, CLOCK);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "JDK"})
    void whatIsSignedVerifies(Provider provider) {
        signWith(settings.by(provider));
        assertVerifies(signed(HEADER, BODY));
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
        assertVerifies(signed(HEADER, body));
    }

    /** jDKIM hashes a line end for such a body; RFC 6376 §3.4.4 gives this value. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n \t\r\n"})
    void aBodyWithNothingInItHashesAsNothing(String body) {
        assertThat(fields(text(signed(HEADER, body)))).hasSize(2).allSatisfy(field -> assertThat(field)
                .contains(" bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;"));
    }

    @Test
    void longLinesAndLongBodiesVerify() {
        assertVerifies(signed(HEADER, "x".repeat(998) + "\r\n" + "word ".repeat(199) + "\r\n"));
        assertVerifies(
                signed(HEADER, ("<td  class=\"p\">\t&nbsp; paper" + "y".repeat(40) + " </td> \r\n").repeat(2_000)));
    }

    /** Dots are doubled on the wire only (RFC 5321 §4.5.2); what is received is what was signed. */
    @Test
    void dotsThatAreDoubledOnTheWireDoNotMatter() {
        String mail = text(signed(HEADER, ".\r\n..two\r\nend\r\n"));
        String wire = mail.replaceAll("(?m)^\\.", "..");
        String received = wire.replaceAll("(?m)^\\.\\.", ".");
        assertThat(wire).isNotEqualTo(mail);
        assertVerifies(bytes(received));
        assertFails(bytes(wire));
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
        assertVerifies(signed(HEADER + fields, BODY));
        assertVerifies(signed(fields + HEADER, BODY));
    }

    @Test
    void aChangedByteAnywhereFails() {
        String covered = HEADER.replace("X-Campaign: 7\r\n", "");
        signWith(settings.withEd25519(null, null));
        byte[] mail = signed(covered, BODY);
        // The end of the Base64 is left out: it holds bits that mean nothing, and readers forgive what follows them.
        int padding = text(mail).indexOf("\r\nFrom:") - 4;
        for (int i = 0; i < mail.length; i++) {
            if (i < padding || i >= padding + 6) {
                byte[] changed = mail.clone();
                changed[i] = (byte) (mail[i] == 'x' ? 'y' : 'x');
                assertThat(verifies(changed))
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
        String mail = text(signed(HEADER, BODY));
        assertFails(bytes(field + mail));
        assertFails(bytes(mail.replace("\r\n\r\n", "\r\n" + field + "\r\n")));
    }

    @Test
    void fieldsThatRelaysAddDoNotMatter() {
        String mail = text(signed(HEADER, BODY));
        assertVerifies(bytes("Return-Path: <b@example.org>\r\nReceived: by mx.example.com\r\nX-Spam: no\r\n" + mail));
        assertVerifies(bytes(mail.replace("X-Campaign: 7", "X-Campaign: 8")));
    }

    @Test
    void theFieldIsWrittenAsItShouldBe() {
        String mail = text(signed(HEADER, BODY));
        String field = fields(mail).getFirst();
        assertThat(field.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
        assertThat(field.replaceAll("\r\n ", " "))
                .startsWith(
                        "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=example.org; s=p1; t=1714979289; h=")
                .doesNotContain(" l=");
        assertThat(field.replaceAll("\\s", ""))
                .contains("h=From:From:To:To:Cc:Subject:Subject:Date:Date:Message-ID:Message-ID:Reply-To:MIME-Version:"
                        + "MIME-Version:Content-Type:Content-Type:List-Unsubscribe:List-Unsubscribe:List-Unsubscribe-Post:"
                        + "List-Unsubscribe-Post:Content-Transfer-Encoding:List-Id;bh=");
        assertThat(mail.substring(mail.indexOf("\r\nFrom:") + 2)).isEqualTo(HEADER + "\r\n" + BODY);
    }

    @Test
    void bothSignaturesStandByThemselves() {
        String mail = text(signed(HEADER, BODY));
        List<String> fields = fields(mail);
        assertThat(fields).hasSize(2);
        String without =
                mail.substring(fields.getFirst().length() + fields.getLast().length());

        assertVerifies(bytes(fields.getFirst() + without));
        assertThat(ed25519Verifies(fields.getLast(), without)).isTrue();
        assertThat(ed25519Verifies(fields.getLast(), without.replace("Ada", "Bob")))
                .isFalse();
        assertThat(ed25519Verifies(fields.getLast().replace("t=17", "t=18"), without))
                .isFalse();
    }

    @Test
    void signingAgainInTheSameBufferIsLikeTheFirstTime() {
        MailBuffer buffer = buffer(HEADER, "a longer body, ".repeat(500));
        signer.sign(buffer);
        buffer.clear();
        fill(buffer, HEADER, BODY);
        signer.sign(buffer);
        assertThat(buffer.copy()).isEqualTo(signed(HEADER, BODY));
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "JDK"})
    void manyThreadsSignAtOnce(Provider provider) throws ExecutionException, InterruptedException {
        signWith(settings.by(provider));
        List<Future<byte[]>> mails = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200)
                    .forEach(i -> mails.add(readers.submit(() -> signed(HEADER + "X-N: " + i + "\r\n", BODY + i))));
        }
        for (Future<byte[]> mail : mails) {
            assertVerifies(mail.get());
        }
    }

    @Test
    void withoutADomainNothingIsSigned() {
        signWith(Settings.none());
        assertThat(text(signed(HEADER, BODY))).isEqualTo(HEADER + "\r\n" + BODY);
        assertThat(keys.described()).isEqualTo("Mail is not signed here; DKIM is left to the relay");
    }

    @Test
    void aMailWithoutABodyIsRefusedAndTheNextIsSigned() {
        MailBuffer open = new MailBuffer();
        open.append(HEADER);
        assertThatThrownBy(() -> signer.sign(open)).isInstanceOf(IllegalArgumentException.class);
        assertVerifies(signed(HEADER, BODY));
    }

    @Test
    void shortKeysAndForeignSendersAreWarnedOf() {
        assertThat(signer.warnings()).isEmpty();
        signWith(Settings.of("example.net", "p1", PemFiles.rsa(folder, 1024)));
        assertThat(signer.warnings())
                .satisfiesExactly(
                        first -> assertThat(first).contains("1024 bits").contains("2048"),
                        second -> assertThat(second).contains("example.org").contains("example.net"));
        assertVerifies(signed(HEADER, BODY));
    }

    @Test
    void theLongestSignaturesHaveRoomInFrontOfTheMail() {
        signWith(Settings.of("example.org", "p1", PemFiles.rsa(folder, 4096))
                .withEd25519("e1", PemFiles.ed25519(folder).toString()));
        assertVerifies(signed(HEADER, BODY));
    }

    private byte[] signed(String header, String body) {
        MailBuffer buffer = buffer(header, body);
        signer.sign(buffer);
        return buffer.copy();
    }

    private static MailBuffer buffer(String header, String body) {
        MailBuffer buffer = new MailBuffer();
        fill(buffer, header, body);
        return buffer;
    }

    private static void fill(MailBuffer buffer, String header, String body) {
        buffer.append(bytes(header));
        buffer.beginBody();
        buffer.append(bytes(body));
    }

    private void assertVerifies(byte[] mail) {
        assertThat(verifies(mail)).as(text(mail)).isTrue();
    }

    private void assertFails(byte[] mail) {
        assertThat(verifies(mail)).as(text(mail)).isFalse();
    }

    /** Apache jDKIM, which knows RSA only, with the record that the doctor says to publish. */
    private boolean verifies(byte[] mail) {
        List<DnsRecord> records = new Advice("example.org", Optional.empty(), keys).records();
        DKIMVerifier verifier = new DKIMVerifier((_, selector, domain) -> records.stream()
                .filter(record -> record.name().equals(selector + "._domainkey." + domain))
                .map(DnsRecord::value)
                .toList());
        try {
            return verifier.verify(new ByteArrayInputStream(mail)) != null && verifier.hasAnyValidSignature();
        } catch (FailException wrong) {
            return false;
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** RFC 8463 §3, word for word. */
    private boolean ed25519Verifies(String field, String mail) {
        Matcher signature = Pattern.compile("b=([A-Za-z0-9+/=\\s]+)$").matcher(field);
        Matcher names = Pattern.compile("h=([^;]+);").matcher(field);
        assertThat(field).contains("a=ed25519-sha256").contains("s=e1");
        assertThat(signature.find() && names.find()).isTrue();

        List<String> left = new ArrayList<>(
                List.of(mail.substring(0, mail.indexOf("\r\n\r\n")).split("\r\n(?![ \t])")));
        StringBuilder content = new StringBuilder();
        for (String name : names.group(1).replaceAll("\\s", "").split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
                    content.append(PlainRelaxed.header(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        content.append(PlainRelaxed.header(field.substring(0, signature.start(1))));
        try {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(keys.list().getLast().publicKey());
            check.update(MessageDigest.getInstance("SHA-256").digest(bytes(content.toString())));
            return check.verify(Base64.getMimeDecoder().decode(signature.group(1)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static List<String> fields(String mail) {
        List<String> fields = new ArrayList<>();
        Matcher field = Pattern.compile("\\GDKIM-Signature:.*?\r\n(?![ \t])", Pattern.DOTALL)
                .matcher(mail);
        while (field.find()) {
            fields.add(field.group());
        }
        return fields;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8);
    }
}

package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.Receiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Signs mails from papers@example.org, and has them verified. */
record Signing(SigningKeys keys, DkimSigner signer) {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2024-05-06T07:08:09Z"), ZoneOffset.UTC);
    private static final ExampleNewsletter PAPER = ExampleNewsletter.from("papers@example.org");

    static final String HEADER = """
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

    static final String BODY = "Good morning, Ada.\r\n\r\nHere are seven papers.\r\n";

    static Settings withBothKeys(Path folder) {
        return Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048))
                .withEd25519("e1", PemFiles.ed25519(folder).toString());
    }

    static Signing by(Settings settings) {
        SigningKeys keys = new SigningKeys(settings);
        return new Signing(keys, new DkimSigner(settings, keys, PAPER, CLOCK));
    }

    byte[] signed(String header, String body) {
        MailBuffer buffer = buffer(header, body);
        signer.sign(buffer);
        return buffer.copy();
    }

    static MailBuffer buffer(String header, String body) {
        MailBuffer buffer = new MailBuffer();
        fill(buffer, header, body);
        return buffer;
    }

    static void fill(MailBuffer buffer, String header, String body) {
        buffer.append(bytes(header));
        buffer.beginBody();
        buffer.append(bytes(body));
    }

    void assertVerifies(byte[] mail) {
        assertThat(verifies(mail)).as(text(mail)).isTrue();
    }

    void assertFails(byte[] mail) {
        assertThat(verifies(mail)).as(text(mail)).isFalse();
    }

    boolean verifies(byte[] mail) {
        return !receiver().acceptsByJdkim(mail).isEmpty();
    }

    /** Finds the records that the doctor says to publish. */
    Receiver receiver() {
        return new Receiver(new Advice("example.org", List.of(), keys)
                .records().stream().collect(Collectors.toMap(DnsRecord::name, DnsRecord::value)));
    }

    static List<String> fields(String mail) {
        List<String> fields = new ArrayList<>();
        Matcher field = Pattern.compile("\\GDKIM-Signature:.*?\r\n(?![ \t])", Pattern.DOTALL)
                .matcher(mail);
        while (field.find()) {
            fields.add(field.group());
        }
        return fields;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] mail) {
        return new String(mail, StandardCharsets.UTF_8);
    }
}

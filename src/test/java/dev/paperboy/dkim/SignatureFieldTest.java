package dev.paperboy.dkim;

import static dev.paperboy.dkim.Signing.BODY;
import static dev.paperboy.dkim.Signing.HEADER;
import static dev.paperboy.dkim.Signing.bytes;
import static dev.paperboy.dkim.Signing.fields;
import static dev.paperboy.dkim.Signing.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in the fields that we put before a mail. */
class SignatureFieldTest {

    @TempDir
    Path folder;

    private Signing signing;

    @BeforeEach
    void openForBusiness() {
        signing = Signing.by(Signing.withBothKeys(folder));
    }

    /** jDKIM hashes a line end for such a body; RFC 6376 §3.4.4 gives this value. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n \t\r\n"})
    void aBodyWithNothingInItHashesAsNothing(String body) {
        assertThat(fields(text(signing.signed(HEADER, body)))).hasSize(2).allSatisfy(field -> assertThat(field)
                .contains(" bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;"));
    }

    @Test
    void theFieldIsWrittenAsItShouldBe() {
        String mail = text(signing.signed(HEADER, BODY));
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
        String mail = text(signing.signed(HEADER, BODY));
        List<String> fields = fields(mail);
        assertThat(fields).hasSize(2);
        String without =
                mail.substring(fields.getFirst().length() + fields.getLast().length());

        signing.assertVerifies(bytes(fields.getFirst() + without));
        assertThat(ed25519Verifies(fields.getLast(), without)).isTrue();
        assertThat(ed25519Verifies(fields.getLast(), without.replace("Ada", "Bob")))
                .isFalse();
        assertThat(ed25519Verifies(fields.getLast().replace("t=17", "t=18"), without))
                .isFalse();
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
            check.initVerify(signing.keys().list().getLast().publicKey());
            check.update(MessageDigest.getInstance("SHA-256").digest(bytes(content.toString())));
            return check.verify(Base64.getMimeDecoder().decode(signature.group(1)));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

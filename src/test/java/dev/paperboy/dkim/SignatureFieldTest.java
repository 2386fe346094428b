package dev.paperboy.dkim;

import static dev.paperboy.dkim.Signing.BODY;
import static dev.paperboy.dkim.Signing.HEADER;
import static dev.paperboy.dkim.Signing.bytes;
import static dev.paperboy.dkim.Signing.fields;
import static dev.paperboy.dkim.Signing.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
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
        assertThat(accepted(fields.getLast() + without)).containsExactly("e1");
        assertThat(accepted(mail.replace("Ada", "Bob"))).isEmpty();
        assertThat(accepted(fields.getLast().replace("t=17", "t=18") + without)).isEmpty();
    }

    private List<String> accepted(String mail) {
        return signing.receiver().acceptsByTheWord(bytes(mail));
    }
}

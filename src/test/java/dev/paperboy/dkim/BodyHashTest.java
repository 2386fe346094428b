package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.PlainRelaxed;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyHashTest {

    private static final String[] PIECES = {
        "\r\n", "\r\n", " ", "  ", "\t", "a", "paper", ".", "\r", "\n", "é", "=20", "\f"
    };

    private final BodyHash quick = new BodyHash(sha256());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "\r\n\r\n\r\n",
                " \t \r\n \r\n",
                "   ",
                "Hello",
                "Hello\r\n",
                "Hello \t\r\n",
                "Hello \t",
                " C \r\nD \t E\r\n\r\n\r\n",
                "\r\n\r\nHello\r\n\r\n \r\nworld\r\n \t\r\n\r\n",
                "\tindented\r\n  more  \r\n",
                "a\tb\r\n",
                "grüße  aus  Köln\r\n"
            })
    void bodiesHashAsTheRfcWordsIt(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        assertThat(hash(bytes, 0, bytes.length)).isEqualTo(sha256().digest(PlainRelaxed.body(bytes)));
    }

    /** The well-known hash of nothing, and what RFC 6376 §3.4.5 makes of its example. */
    @Test
    void bodiesOfTheRfcHashAsItSays() {
        assertThat(Base64.getEncoder().encodeToString(hash(new byte[0], 0, 0)))
                .isEqualTo("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assertThat(PlainRelaxed.body(" C \r\nD \t E\r\n\r\n\r\n".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(" C\r\nD E\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void anyMixtureHashesAsTheRfcWordsIt() {
        Random random = new Random(6376);
        for (int round = 0; round < 20_000; round++) {
            StringBuilder body = new StringBuilder();
            for (int i = random.nextInt(12); i > 0; i--) {
                body.append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(hash(bytes, 0, bytes.length))
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(sha256().digest(PlainRelaxed.body(bytes)));
        }
    }

    @Test
    void longBodiesHashAcrossEveryBorderOfTheBuffer() {
        Random random = new Random(8463);
        for (int round = 0; round < 300; round++) {
            StringBuilder body = new StringBuilder();
            while (body.length() < 12_000) {
                body.append("x".repeat(random.nextInt(3_000) / (1 + random.nextInt(100))))
                        .append(PIECES[random.nextInt(PIECES.length)]);
            }
            byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(hash(bytes, 0, bytes.length)).isEqualTo(sha256().digest(PlainRelaxed.body(bytes)));
        }
    }

    @Test
    void nothingOutsideTheBodyIsRead() {
        byte[] bytes = "header\r\n\r\nbody\r\n\r\nold bytes".getBytes(StandardCharsets.US_ASCII);
        assertThat(hash(bytes, 10, 18)).isEqualTo(sha256().digest("body\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertThat(hash(bytes, 10, 15)).isEqualTo(sha256().digest("body\r\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private byte[] hash(byte[] bytes, int from, int end) {
        byte[] hash = new byte[32];
        try {
            quick.of(bytes, from, end, hash);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
        return hash;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

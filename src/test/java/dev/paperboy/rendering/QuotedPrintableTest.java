package dev.paperboy.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedPrintableTest {

    /** What is hard on an encoder, and on servers on the way. */
    private static final List<String> SHARDS = List.of(
            "word",
            " ",
            "  ",
            "\t",
            "\n",
            ".",
            "From ",
            "\nFrom ",
            "\n.",
            " \n",
            "\t\n",
            "=",
            "=3D",
            "=\n",
            "é",
            "日報",
            "𝔸",
            "👩‍🚀",
            "x".repeat(75),
            "x".repeat(76),
            "ü".repeat(30),
            "--",
            "=_daily",
            "\u0000",
            "\u0007",
            "\u007F",
            "F",
            "Fro",
            "m ");

    @RepeatedTest(300)
    void anyTextsOneBehindTheOtherReadBackAsOne(RepetitionInfo turn) {
        var random = new Random(turn.getCurrentRepetition());
        var texts = random.ints(1 + random.nextInt(6), 0, 25)
                .mapToObj(shards -> shards(random, shards))
                .toList();
        var encoded = new ByteArrayOutputStream();
        texts.forEach(text -> encoded.writeBytes(QuotedPrintable.encoded(text)));

        assertSound(encoded.toByteArray());
        assertThat(decodedByOthers(encoded.toByteArray())).isEqualTo(String.join("", texts));
        assertThat(QuotedPrintable.decoded(encoded.toByteArray())).isEqualTo(String.join("", texts));
    }

    private static String shards(Random random, int count) {
        var text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(SHARDS.get(random.nextInt(SHARDS.size())));
        }
        return text.toString();
    }

    private static void assertSound(byte[] encoded) {
        var text = new String(encoded, StandardCharsets.ISO_8859_1);
        assertThat(text).matches("(?s)[\\r\\n\\t -~]*");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text.isEmpty() || text.endsWith("\r\n")).isTrue();
        assertThat(text.split("\r\n")).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(76);
            assertThat(line)
                    .doesNotEndWith(" ")
                    .doesNotEndWith("\t")
                    .doesNotStartWith(".")
                    .doesNotStartWith("From ");
        });
    }

    private static String decodedByOthers(byte[] encoded) {
        try (var decoded = MimeUtility.decode(new ByteArrayInputStream(encoded), "quoted-printable")) {
            return new String(decoded.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb", "a\nb", "a\rb"})
    void everyKindOfLineEndBecomesCrLf(String text) {
        assertThat(ascii(QuotedPrintable.encoded(text))).isEqualTo("a\r\nb=\r\n");
    }

    @Test
    void aTextEndsItsLineSoftlyUnlessItEndsItItself() {
        assertThat(ascii(QuotedPrintable.encoded("a = b"))).isEqualTo("a =3D b=\r\n");
        assertThat(ascii(QuotedPrintable.encoded("a\n"))).isEqualTo("a\r\n");
        assertThat(QuotedPrintable.encoded("")).isEmpty();
    }

    @Test
    void aLineIsBrokenOnlyWhereItMustBe() {
        assertThat(ascii(QuotedPrintable.encoded("x".repeat(76) + "\n"))).isEqualTo("x".repeat(76) + "\r\n");
        assertThat(ascii(QuotedPrintable.encoded("x".repeat(77) + "\n"))).isEqualTo("x".repeat(75) + "=\r\nxx\r\n");
        assertThat(ascii(QuotedPrintable.encoded("x".repeat(76)))).isEqualTo("x".repeat(75) + "=\r\nx=\r\n");
        assertThat(ascii(QuotedPrintable.encoded("x".repeat(73) + "é"))).isEqualTo("x".repeat(73) + "=\r\n=C3=A9=\r\n");
    }

    @Test
    void aDotOrFromAtTheStartOfALineIsEscapedAndElsewhereNot() {
        assertThat(ascii(QuotedPrintable.encoded(".a.\nFrom me From you\nFromage\n")))
                .isEqualTo("=2Ea.\r\n=46rom me From you\r\nFromage\r\n");
    }

    private static String ascii(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }
}

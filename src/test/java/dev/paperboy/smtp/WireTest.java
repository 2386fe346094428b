package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.MailBuffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireTest {

    private final Wire wire = new Wire();

    private static MailBuffer buffer(String text) {
        MailBuffer buffer = new MailBuffer();
        buffer.append(text.getBytes(StandardCharsets.ISO_8859_1));
        return buffer;
    }

    private String written(String text) throws IOException {
        MailBuffer buffer = buffer(text);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        wire.writeAll(buffer, Wire.check(buffer), out);
        assertThat(buffer.copy()).isEqualTo(text.getBytes(StandardCharsets.ISO_8859_1));
        return out.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void dotEndsTheMail() throws IOException {
        assertThat(written("Hello\r\n")).isEqualTo("Hello\r\n.\r\n");
        assertThat(written("\r\n")).isEqualTo("\r\n.\r\n");
    }

    @Test
    void dotsAreDoubledAtTheBeginningOfLinesAndNowhereElse() throws IOException {
        assertThat(written(".\r\n")).isEqualTo("..\r\n.\r\n");
        assertThat(written("a.b.\r\n..c\r\n.\r\n\r\n.d\r\n")).isEqualTo("a.b.\r\n...c\r\n..\r\n\r\n..d\r\n.\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "'\\n',LF without CR",
        "'\\r',CR without LF",
        "'\\0',NUL",
        "'\\n\\r',LF without CR",
        "'\\r\\r\\n',CR without LF"
    })
    void poisonIsFoundWhereverItStands(String poison, String what) {
        String bytes = poison.replace("\\n", "\n").replace("\\r", "\r").replace("\\0", "\0");
        for (int at = 0; at < 40; at++) {
            String text = "x".repeat(at) + bytes + "y".repeat(40 - at) + "\r\n";
            int place = at;

            assertThatThrownBy(() -> Wire.check(buffer(text)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the mail has a " + what + " at byte " + place);
        }
    }

    @Test
    void otherBytesPass() {
        StringBuilder all = new StringBuilder();
        for (int b = 1; b < 256; b++) {
            all.append(b == '\r' || b == '\n' ? "" : String.valueOf((char) b));
        }
        assertThat(Wire.check(buffer(all + "\r\n" + all + all + "\r\n"))).isZero();
    }

    /** Against the plainest way to do it, over many mails of few letters. */
    @Test
    void anyMailIsStuffedAsThePlainestWayWould() throws IOException {
        Random random = new Random(8);
        String[] pieces = {"\r\n", ".", "x", "\t", "long enough for eight", "\u00e9"};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int piece = random.nextInt(12); piece >= 0; piece--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            text.append("\r\n");

            String expected = ("\r\n" + text).replace("\r\n.", "\r\n..").substring(2) + ".\r\n";
            assertThat(written(text.toString())).isEqualTo(expected);
        }
    }
}

package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkupTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text|plain text",
                "a &lt; b &amp;&amp; c|a < b && c",
                "<b>bold</b> and <a href='x'>link</a>|bold and link",
                "we <think> about <TRK> tokens|we <think> about <TRK> tokens",
                "1 < 2 > 0|1 < 2 > 0",
                "&#8364;5 &#x1F600; &unknown; &AMP|€5 😀 &unknown; &AMP",
                "x<!-- hidden -->y|x y",
                "<script>alert(1)</script>after|after",
                "<style>p{}</style>after|after",
                "<scripted>|<scripted>",
                "R&D|R&D",
                "&#0;&#99999999999;|&#99999999999;"
            })
    void tagsGoAndWordsStay(String html, String text) {
        assertThat(MarkupText.of(html).replace("\0", "")).isEqualTo(text);
    }

    @Test
    void blocksArePartedAndLinesBroken() {
        assertThat(MarkupText.of("<p>One</p><p>Two<br/>three</p>")).isEqualTo("One\n\n\n\nTwo\nthree");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "<p ", "<script>", "<script ", "<!--", "&#", "&lt", "<a <a <a ", "<b"})
    void hugeNonsenseIsReadInTime(String part) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(120), () -> MarkupText.of(part.repeat(50_000)));
    }
}

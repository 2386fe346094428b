package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicUrlConverterTest {

    private final PublicUrlConverter converter = new PublicUrlConverter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "https://papers.example.org/",
                "https://example.org/%C3%BCber/papers",
                "https://xn--bcher-kva.example"
            })
    void addressesThatLinksCanBeginWithAreTaken(String url) {
        assertThat(converter.convert(" " + url + " ")).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "papers.example.org",
                "ftp://papers.example.org",
                "https:///papers",
                "https://example.org/?a=b",
                "https://example.org/#top",
                "https://ada:secret@example.org",
                "https://example.org/über",
                "https://bücher.example",
                "https://example.org/a b"
            })
    void othersAreRefusedWithWhatIsAllowed(String url) {
        assertThatThrownBy(() -> converter.convert(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("allowed is an address such as https://papers.example.org, in ASCII")
                .hasMessageContaining("percent-encoded");
    }

    /** What the header fields of a mail make of the longest: {@code MailRendererTest#theLongestPublicUrlFitsIntoEveryField}. */
    @Test
    void whatHeaderFieldsCannotBearIsRefused() {
        String longest = "https://papers.example.org/" + "x".repeat(200 - 27);
        assertThat(converter.convert(longest)).isEqualTo(URI.create(longest));
        assertThatThrownBy(() -> converter.convert(longest + "x")).hasMessageContaining("at most 200 characters");
    }
}

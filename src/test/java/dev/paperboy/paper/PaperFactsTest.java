package dev.paperboy.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperFactsTest {

    private static PaperFacts withDoi(String doi) {
        return new PaperFacts("", "", doi, "", "", false, "", List.of(), null);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1000/tides, 10.1000/tides, https://doi.org/10.1000/tides",
        "https://doi.org/10.1000/tides, 10.1000/tides, https://doi.org/10.1000/tides",
        "doi: 10.1000/TIDES, 10.1000/TIDES, https://doi.org/10.1000/TIDES",
        "10.1000/one 10.1000/two, 10.1000/one, https://doi.org/10.1000/one",
        "'10.1000/one, 10.1000/two', 10.1000/one, https://doi.org/10.1000/one",
        "10.1002/(SICI)1-2<3::AID>3.0.CO;2-#, 10.1002/(SICI)1-2<3::AID>3.0.CO;2-#,"
                + " https://doi.org/10.1002/%28SICI%291-2%3C3%3A%3AAID%3E3.0.CO%3B2-%23"
    })
    void aDoiIsReadHoweverItIsWrittenAndLeadsToItsAddress(String written, String doi, String address) {
        assertThat(withDoi(written).doi()).isEqualTo(doi);
        assertThat(withDoi(written).doiAddress()).isEqualTo(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "soon", "javascript:alert(1)", "10.1/x", "https://example.org/10.1000/tides"})
    void whatIsNoDoiIsDropped(String written) {
        assertThat(withDoi(written)).isEqualTo(PaperFacts.NONE);
        assertThat(withDoi(written).doiAddress()).isEmpty();
    }

    @Test
    void onlyAddressesThatMayBeFollowedAreKept() {
        List<String> media = IntStream.range(0, 30)
                .mapToObj(i -> i == 0 ? "/relative.png" : "https://media.example.org/" + i % 15)
                .toList();
        PaperFacts facts = new PaperFacts("", "", "", "", "", false, "javascript:alert(1)", media, null);
        assertThat(facts.discussion()).isEmpty();
        assertThat(facts.media()).hasSize(10).doesNotHaveDuplicates().doesNotContain("/relative.png");
    }
}

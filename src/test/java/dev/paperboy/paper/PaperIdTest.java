package dev.paperboy.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2603.01230",
                "2603.01230v1",
                "2603.01230v12",
                "  2603.01230 ",
                "arXiv:2603.01230",
                "arxiv: 2603.01230v2",
                "arXiv:2603.01230v2 [cs.CL]",
                "oai:arXiv.org:2603.01230v3",
                "http://arxiv.org/abs/2603.01230v1",
                "https://arxiv.org/abs/2603.01230",
                "https://www.arxiv.org/pdf/2603.01230v2",
                "https://export.arxiv.org/pdf/2603.01230v2.pdf",
                "https://arxiv.org/html/2603.01230v1/",
                "https://arxiv.org/abs/2603.01230?context=cs#comments",
                "https://huggingface.co/papers/2603.01230",
                "10.48550/arXiv.2603.01230",
                "doi:10.48550/arxiv.2603.01230",
                "https://doi.org/10.48550/ARXIV.2603.01230"
            })
    void everyWayToNameAnArxivPaperIsOnePaper(String raw) {
        assertThat(PaperId.of(raw)).isEqualTo(new PaperId("2603.01230"));
        assertThat(PaperId.of(raw).isArxiv()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "cs/0112017, cs/0112017",
        "cs/0112017v2, cs/0112017",
        "hep-th/9901001, hep-th/9901001",
        "math.GT/0309136, math/0309136",
        "math.GT/0309136v1, math/0309136",
        "solv-int/9901001v1, solv-int/9901001",
        "cond-mat.mtrl-sci/0309136, cond-mat/0309136",
        "https://arxiv.org/abs/hep-th/9901001v3, hep-th/9901001",
        "https://arxiv.org/pdf/math.GT/0309136v1.pdf, math/0309136",
        "oai:arXiv.org:cs/0112017, cs/0112017",
        "0704.0001v2, 0704.0001",
        "1412.9999, 1412.9999"
    })
    void oldIdentifiersLoseVersionAndSubjectClass(String raw, String canonical) {
        assertThat(PaperId.of(raw).value()).isEqualTo(canonical);
        assertThat(PaperId.of(raw).isArxiv()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1101/2026.01.05.697001",
                "2503.0213",
                "2613.01230",
                "2603.01230v0",
                "2603.012301",
                "invented-42v2",
                "https://example.org/abs/2603.01230",
                "https://arxiv.org.example.org/abs/2603.01230",
                "see 2603.01230"
            })
    void whateverIsNoArxivIdentifierIsKept(String raw) {
        assertThat(PaperId.of(" " + raw + "\n").value()).isEqualTo(raw);
        assertThat(PaperId.of(raw).isArxiv()).isFalse();
    }

    @Test
    void noTextMakesItThrowAndAnIdStaysWhatItIs() {
        Random dice = new Random(20261123);
        String pieces = "0123456789.v/-:# []?\u0000\nabcXYZ\u03b1\ud83d\ude00\ud800";
        String[] starts = {
            "", "arXiv:", "https://arxiv.org/abs/", "10.48550/arXiv.", "oai:arXiv.org:", "2603.0123", "hep-th/"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder(starts[dice.nextInt(starts.length)]);
            int length = dice.nextInt(i % 100 == 0 ? 1500 : 20);
            while (text.length() < length) {
                text.append(pieces.charAt(dice.nextInt(pieces.length())));
            }
            String raw = text.toString();
            PaperId.parse(raw).ifPresent(id -> {
                assertThat(PaperId.of(id.value())).isEqualTo(id);
                assertThat(id.isArxiv() || id.value().equals(raw.strip()))
                        .as("nothing is lost of %s", raw)
                        .isTrue();
            });
        }
    }

    @Test
    void anIdIsNeverBlankNorLongerThanTwoHundred() {
        assertThatThrownBy(() -> PaperId.of(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no id");
        assertThatThrownBy(() -> PaperId.of(null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PaperId("")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PaperId.of("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
        assertThat(PaperId.of("x".repeat(200)).value()).hasSize(200);
    }
}

package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArxivCategoriesTest {

    @ParameterizedTest
    @CsvSource({
        "math.MP, math-ph",
        "stat.TH, math.ST",
        "math.IT, cs.IT",
        "q-fin.EC, econ.GN",
        "cs.SY, eess.SY",
        "cs.NA, math.NA",
        "cmp-lg, cs.CL",
        "cs.CL, cs.CL",
        "quant-ph, quant-ph",
        "astro-ph.IM, astro-ph.IM",
        "cond-mat.mtrl-sci, cond-mat.mtrl-sci",
        "cond-mat.dis-nn, cond-mat.dis-nn",
        "physics.data-an, physics.data-an",
        "physics.comp-ph, physics.comp-ph",
        "q-bio.NC, q-bio.NC",
        "' cs.LG ', cs.LG"
    })
    void eachCategoryHasOneName(String written, String canonical) {
        assertThat(ArxivCategories.canonical(written)).contains(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I.2.7", "68T50", "", "cs.", "cs.LG+cs.CL", "Oceans", "cs/LG", "H.3.3; I.2", "62-04"})
    void classesOfOtherSystemsAreNone(String written) {
        assertThat(ArxivCategories.canonical(written)).isEmpty();
    }

    @Test
    void thePrimaryOneComesFirst() {
        assertThat(ArxivCategories.of("cs.SY", List.of("cs.AI", "eess.SY", "I.2.7", "cs.AI")))
                .containsExactly("eess.SY", "cs.AI");
    }
}

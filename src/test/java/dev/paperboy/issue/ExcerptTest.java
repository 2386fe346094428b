package dev.paperboy.issue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {

    private static final String OPENING =
            "We teach a robot to knit, a task that has resisted automation for decades, because yarn is soft,"
                    + " slips, and never lies where it lay before; our robot learns from the hands of forty knitters, whose mistakes turn out to"
                    + " matter more than their skill";

    @Test
    void aShortAbstractIsShownWhole() {
        assertThat(Excerpt.of("We teach a robot\nto knit.")).isEqualTo("We teach a robot to knit.");
    }

    @Test
    void aLongOneEndsWithASentence() {
        assertThat(Excerpt.of(OPENING + ". It works. " + "And more follows here without an end ".repeat(9)))
                .isEqualTo(OPENING + ". It works.");
    }

    @Test
    void abbreviationsAndNumbersEndNoSentence() {
        String text = OPENING
                + ", e.g. Fair Isle by Ito et al. (2025) in 3.5 hours with GPT-4.1 on the side as a judge of taste";
        assertThat(Excerpt.of(text + ", and so on and so forth".repeat(9)))
                .startsWith(text)
                .endsWith(" …");
    }

    @Test
    void aTextWithoutSentencesIsCutAtAWord() {
        String cut = Excerpt.of("purl knit ".repeat(100));
        assertThat(cut).hasSizeLessThanOrEqualTo(402).endsWith("…");
        assertThat(cut.replace(" …", "")).matches("(purl|knit)( (purl|knit))*");
    }

    @Test
    void aCutNeverSplitsACharacter() {
        assertThat(Excerpt.of("𝔸".repeat(400))
                                .chars()
                                .filter(c -> Character.isSurrogate((char) c))
                                .count()
                        % 2)
                .isZero();
    }
}

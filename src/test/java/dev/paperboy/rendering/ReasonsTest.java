package dev.paperboy.rendering;

import static dev.paperboy.rendering.MorningPaper.ASKING_FIRST;
import static dev.paperboy.rendering.MorningPaper.TOUCH_MAP;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReasonsTest {

    @Test
    void eachTopicIsNamedWithTheWordsThatMatchedIt() {
        assertThat(Reasons.of(ASKING_FIRST).byTopic())
                .isEqualTo(Map.of(
                        "agents",
                        "Matches Agents: tool use, planning",
                        "language-models",
                        "Matches Language models: language model"));
    }

    @Test
    void aRiseIsToldBehindTopicsAndWords() {
        var reasons = Reasons.of(TOUCH_MAP);

        assertThat(reasons.byTopic()).containsValue("Matches Robotics: robots · +28 upvotes in 24 h");
        assertThat(reasons.forWords("tactile map")).isEqualTo("Matches your words: tactile map · +28 upvotes in 24 h");
        assertThat(reasons.usual()).isEqualTo(TOUCH_MAP.reason());
    }

    @Test
    void longWordsAreCutAndTheRiseIsKept() {
        var sentence =
                Reasons.of(TOUCH_MAP).forWords("a very long wish ".repeat(30).strip());

        assertThat(sentence)
                .hasSizeLessThanOrEqualTo(200)
                .startsWith("Matches your words: a very long wish")
                .endsWith("… · +28 upvotes in 24 h");
    }

    @Test
    void wordsWithControlCharactersAreOneLine() {
        assertThat(Reasons.of(ASKING_FIRST).forWords("tactile\r\n\u0085\u0092map\tof a\u2028room"))
                .isEqualTo("Matches your words: tactile map of a room");
    }
}

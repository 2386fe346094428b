package dev.paperboy.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SelectionTest {

    private static Pick pick(
            int position, double trend, String topic, double relevance, String organisation, String... words) {
        return new Pick(
                position, "paper-" + position, trend, Map.of(topic, relevance), topic, organisation, Set.of(words));
    }

    @Test
    void relevanceCountsAsMuchAsTrend() {
        List<Pick> picks =
                List.of(pick(1, 0.9, "robotics", 0.2, "", "gripper"), pick(2, 0.5, "robotics", 0.9, "", "walking"));
        assertThat(chosen(picks, List.of("robotics"), 10)).containsExactly(2, 1);
    }

    @Test
    void papersOfOtherTopicsAreNoFiller() {
        List<Pick> picks =
                List.of(pick(1, 0.9, "theory", 0.9, "", "bounds"), pick(2, 0.1, "robotics", 0.5, "", "walking"));
        assertThat(chosen(picks, List.of("robotics"), 10)).containsExactly(2);
    }

    @Test
    void aSecondPaperOfTheSameKindGivesWayToAnotherKind() {
        List<Pick> picks = List.of(
                pick(1, 0.90, "robotics", 1, "", "knitting", "robots"),
                pick(2, 0.80, "robotics", 1, "", "knitting", "robots"),
                pick(3, 0.70, "theory", 1, "", "gradient", "noise"));
        assertThat(chosen(picks, List.of(), 2)).containsExactly(1, 3);
    }

    @Test
    void noOrganisationFillsAList() {
        List<Pick> picks = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> pick(i, 1.0 / i, "topic-" + i, 1, i < 5 ? "one lab" : "", "word-" + i))
                .toList();
        assertThat(chosen(picks, List.of(), 6)).containsExactly(1, 2, 5, 6);
    }

    @Test
    void noTopicFillsTheListOfAReaderOfMany() {
        List<Pick> picks = IntStream.rangeClosed(1, 12)
                .mapToObj(i -> pick(i, 1.0 / i, i < 9 ? "agents" : "theory", 1, "", "word-" + i))
                .toList();
        assertThat(Arrays.stream(chosen(picks, List.of("agents", "theory"), 5)).filter(i -> i < 9))
                .hasSize(2);
        assertThat(chosen(picks, List.of("agents"), 5)).hasSize(5);
    }

    @Test
    void whatAReaderHasHadIsLeftOutAndWhatTheirWordsAskForComesFirst() {
        List<Pick> picks = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> pick(i, 1.0 / i, i < 5 ? "agents" : "theory", 1, "", "word-" + i))
                .toList();
        Selection selection = new Selection(picks);
        assertThat(selection.of(List.of("agents"), positions(1, 3), positions(5), 10))
                .containsExactly(5, 2, 4);
        assertThat(selection.of(List.of("agents"), positions(1, 5), positions(5), 10))
                .as("a word does not bring back what was had")
                .containsExactly(2, 3, 4);
    }

    @Test
    void ofEqualPapersTheEarlierComesFirst() {
        List<Pick> picks = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> pick(i, 0.5, "topic-" + i, 1, "", "word-" + i))
                .toList();
        assertThat(chosen(picks, List.of(), 9)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    /** For a reader without a past and without words of their own. */
    private static int[] chosen(List<Pick> picks, List<String> topics, int most) {
        return new Selection(picks).of(topics, positions(), positions(), most);
    }

    private static BitSet positions(int... positions) {
        BitSet bits = new BitSet();
        Arrays.stream(positions).forEach(bits::set);
        return bits;
    }
}

package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.Card;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final List<Card> CARDS = List.of(
            card(1, "knitting-robots", "robotics"),
            card(2, "slow-theory", "theory"),
            card(3, "robots-that-talk", "robotics", "speech"));

    private static Card card(int position, String paper, String... topics) {
        return new Card(
                position,
                paper,
                paper,
                "",
                "",
                "",
                false,
                List.of(topics),
                List.of(topics),
                "",
                "",
                List.of(),
                "",
                "",
                0,
                true);
    }

    @Test
    void aReaderGetsThePapersOfTheirTopicsEachOnce() {
        assertThat(Choice.of(CARDS, List.of("robotics", "speech"), Set.of())).containsExactly(1, 3);
    }

    @Test
    void aReaderWhoChoseNoTopicGetsAll() {
        assertThat(Choice.of(CARDS, List.of(), Set.of())).containsExactly(1, 2, 3);
    }

    @Test
    void aPaperThatAReaderHasHadDoesNotComeAgain() {
        assertThat(Choice.of(CARDS, List.of("robotics"), Set.of("knitting-robots")))
                .containsExactly(3);
    }

    @Test
    void aMailHoldsNoMorePapersThanClientsShow() {
        List<Card> many = IntStream.rangeClosed(1, 80)
                .mapToObj(i -> card(i, "paper-" + i))
                .toList();
        assertThat(Choice.of(many, List.of(), Set.of())).hasSize(25).startsWith(1, 2, 3);
    }
}

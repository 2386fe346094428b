package dev.paperboy.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    private static final Issue DAY = issue(0);

    private static Issue issue(int most) {
        return new Issue(7, IssueKind.DAILY, LocalDate.of(2026, 11, 23), IssueStatus.APPROVED, 3, "", "", most);
    }

    private static final Choice CHOICE = new Choice(
            DAY,
            List.of(
                    card(1, "knitting-robots", "robotics"),
                    card(2, "slow-theory", "theory"),
                    card(3, "robots-that-talk", "robotics", "speech")));

    private static final BitSet NOTHING_HAD = new BitSet();
    private static final BitSet HAD_THE_FIRST = BitSet.valueOf(new long[] {0b10});

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
                1.0 / position,
                true,
                Arrays.stream(topics).map(topic -> 0.5).toList(),
                Arrays.stream(topics).map(topic -> List.<String>of()).toList(),
                "");
    }

    @Test
    void aReaderGetsThePapersOfTheirTopicsEachOnce() {
        assertThat(CHOICE.of(List.of("robotics", "speech"), Taste.NONE, NOTHING_HAD, 10))
                .containsExactly(1, 3);
    }

    @Test
    void aReaderWhoChoseNoTopicGetsAll() {
        assertThat(CHOICE.of(List.of(), Taste.NONE, NOTHING_HAD, 10)).containsExactly(1, 2, 3);
    }

    @Test
    void aPaperThatAReaderHasHadDoesNotComeAgain() {
        assertThat(CHOICE.of(List.of("robotics"), Taste.NONE, HAD_THE_FIRST, 10))
                .containsExactly(3);
    }

    @Test
    void aReaderGetsNoMorePapersThanTheyAskedFor() {
        List<Card> many = IntStream.rangeClosed(1, 80)
                .mapToObj(i -> card(i, "paper-" + i, "topic-" + i))
                .toList();
        assertThat(new Choice(DAY, many).of(List.of(), Taste.NONE, NOTHING_HAD, 3))
                .containsExactly(1, 2, 3);
        assertThat(new Choice(DAY, many).of(List.of(), Taste.NONE, NOTHING_HAD, 25))
                .hasSize(25);
    }

    @Test
    void ownWordsBringPapersOfOtherTopicsAndKeepMutedOnesAway() {
        Taste taste = new Taste(Map.of(2, "knots"), Set.of(3));
        assertThat(CHOICE.of(List.of("robotics"), taste, NOTHING_HAD, 10)).containsExactly(1, 2);
        assertThat(CHOICE.of(List.of(), taste, NOTHING_HAD, 1)).containsExactly(2);
    }

    @Test
    void onAQuietDayEverybodyGetsFiveOfTheWeekThatTheyHaveNotHad() {
        List<Card> week = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> card(i, "paper-" + i, "topic-" + i))
                .toList();
        BitSet hadTheBest = new BitSet();
        hadTheBest.set(1, 20);
        assertThat(new Choice(issue(5), week).of(List.of(), Taste.NONE, hadTheBest, 10))
                .containsExactly(20, 21, 22, 23, 24);
    }
}

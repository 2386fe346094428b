package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.ranking.Pick;
import dev.paperboy.ranking.Selection;
import dev.paperboy.subscription.Preferences;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which papers of an issue one reader gets: those of their topics, all where they chose none, less those they have had. A million
 * readers may have a million different wishes, so nothing is remembered from one to the next.
 */
final class Choice {

    private final Selection selection;
    private final int atMost;

    Choice(Issue issue, List<Card> cards) {
        this.atMost = issue.bestOfWeek() ? issue.most() : Integer.MAX_VALUE;
        this.selection = new Selection(cards.stream().map(Choice::pick).toList());
    }

    private static Pick pick(Card card) {
        return new Pick(
                card.position(),
                card.paperId(),
                card.score(),
                IntStream.range(0, card.topics().size())
                        .boxed()
                        .collect(Collectors.toMap(card.topics()::get, card.relevance()::get)),
                card.topics().isEmpty() ? "" : card.topics().getFirst(),
                card.organisation().toLowerCase(Locale.ROOT),
                Arrays.stream(card.title().toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                        .filter(word -> word.length() > 3)
                        .collect(Collectors.toSet()));
    }

    /**
     * Positions in the issue's order.
     *
     * @param had positions of papers that the reader has had
     */
    List<Integer> of(Preferences preferences, Taste taste, BitSet had) {
        return of(preferences.topics(), taste, had, preferences.papers());
    }

    List<Integer> of(Collection<String> topics, Taste taste, BitSet had, int most) {
        BitSet without = had;
        BitSet wanted = new BitSet();
        if (taste != Taste.NONE) {
            without = (BitSet) had.clone();
            taste.muted().forEach(without::set);
            taste.liked().keySet().forEach(wanted::set);
        }
        int[] chosen = selection.of(topics, without, wanted, Math.min(most, atMost));
        // The ledger keeps a set, so the order in a mail is the issue's own.
        Arrays.sort(chosen);
        return Arrays.stream(chosen).boxed().toList();
    }
}

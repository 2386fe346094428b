package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.ranking.Pick;
import dev.paperboy.ranking.Selection;
import dev.paperboy.subscription.Preferences;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which papers of an issue one reader gets: those of their topics, all where they chose none, less those they have had. Readers with
 * equal wishes and equal pasts get equal choices, so each is worked out once.
 */
final class Choice {

    /** Remembered choices; beyond that they are worked out anew, so that a million different readers do not fill memory. */
    private static final int REMEMBERED = 20_000;

    private final List<Pick> picks;
    private final Map<Wish, List<Integer>> known = new HashMap<>();

    Choice(List<Card> cards) {
        this.picks = cards.stream().map(Choice::pick).toList();
    }

    private record Wish(Set<String> topics, Set<String> had, int most) {}

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

    /** Positions in the issue's order. */
    List<Integer> of(Preferences preferences, Set<String> had) {
        return of(preferences.topics(), had, preferences.papers());
    }

    synchronized List<Integer> of(Collection<String> topics, Set<String> had, int most) {
        Wish wish = new Wish(Set.copyOf(topics), Set.copyOf(had), most);
        List<Integer> remembered = known.get(wish);
        if (remembered != null) {
            return remembered;
        }
        List<Pick> fresh =
                picks.stream().filter(pick -> !had.contains(pick.paperId())).toList();
        // The ledger keeps a set, so the order in a mail is the issue's own.
        List<Integer> chosen =
                Selection.of(fresh, wish.topics(), most).stream().sorted().toList();
        if (known.size() < REMEMBERED) {
            known.put(wish, chosen);
        }
        return chosen;
    }
}

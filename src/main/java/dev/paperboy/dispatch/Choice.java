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

    private record Wish(Set<String> topics, Set<String> had, Taste taste, int most) {}

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
    List<Integer> of(Preferences preferences, Taste taste, Set<String> had) {
        return of(preferences.topics(), taste, had, preferences.papers());
    }

    synchronized List<Integer> of(Collection<String> topics, Taste taste, Set<String> had, int most) {
        Wish wish = new Wish(Set.copyOf(topics), Set.copyOf(had), taste, most);
        List<Integer> remembered = known.get(wish);
        if (remembered != null) {
            return remembered;
        }
        List<Pick> fresh = picks.stream()
                .filter(pick -> !had.contains(pick.paperId()) && !taste.muted().contains(pick.position()))
                .map(pick -> taste.liked().containsKey(pick.position()) ? liked(pick, wish.topics()) : pick)
                .toList();
        // The ledger keeps a set, so the order in a mail is the issue's own.
        List<Integer> chosen =
                Selection.of(fresh, wish.topics(), most).stream().sorted().toList();
        if (known.size() < REMEMBERED) {
            known.put(wish, chosen);
        }
        return chosen;
    }

    /** What a reader asked for by its words is as relevant as can be to what they follow, and goes before what is only trending. */
    private static Pick liked(Pick pick, Set<String> followed) {
        Map<String, Double> topics = new HashMap<>(pick.topics());
        followed.forEach(slug -> topics.put(slug, 1.0));
        double lifted = 1 + pick.trend();
        return new Pick(
                pick.position(), pick.paperId(), lifted, topics, pick.mainTopic(), pick.organisation(), pick.words());
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Which papers of an issue one reader gets: those of their topics, all where they chose none, less those they have had. */
final class Choice {

    /** So many cards stay below the size at which Gmail clips a mail. */
    static final int MOST = 25;

    private Choice() {}

    /** Positions in the issue's order. */
    static List<Integer> of(List<Card> cards, Collection<String> topics, Set<String> had) {
        return cards.stream()
                .filter(card -> topics.isEmpty() || !Collections.disjoint(card.topics(), topics))
                .filter(card -> !had.contains(card.paperId()))
                .limit(MOST)
                .map(Card::position)
                .toList();
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Brought;
import dev.paperboy.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which papers readers have had, or are about to get, in whatever issue; read back from the ledger's bits. */
@ApplicationScoped
class PastPapers {

    private final Outbox outbox;
    private final Issues issues;

    PastPapers(Outbox outbox, Issues issues) {
        this.outbox = outbox;
        this.issues = issues;
    }

    /** Which of these papers each of these readers has had; readers who have had none are left out. */
    Map<Long, Set<String>> among(List<Card> cards, Collection<Long> readerIds) {
        Map<Long, Map<Integer, String>> places =
                issues.placesOf(cards.stream().map(Card::paperId).toList());
        return outbox.broughtTo(readerIds, places.keySet()).stream()
                .collect(Collectors.groupingBy(
                        Brought::readerId,
                        Collectors.flatMapping(
                                brought -> brought.papers().stream()
                                        .map(places.get(brought.issueId())::get)
                                        .filter(Objects::nonNull),
                                Collectors.toCollection(HashSet::new))));
    }
}

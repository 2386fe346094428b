package dev.paperboy.dispatch;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Brought;
import dev.paperboy.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which papers of an issue readers have had, or are about to get, in whatever other issue; read back from the ledger's bits. */
@ApplicationScoped
class PastPapers {

    private static final BitSet NONE = new BitSet();

    private final Outbox outbox;
    private final Issues issues;

    PastPapers(Outbox outbox, Issues issues) {
        this.outbox = outbox;
        this.issues = issues;
    }

    /** For one issue: where its papers stand in others is asked once, however many readers follow. */
    Of of(List<Card> cards) {
        Map<String, Integer> here = cards.stream().collect(Collectors.toMap(Card::paperId, Card::position));
        Map<Long, int[]> elsewhere = new HashMap<>();
        issues.placesOf(here.keySet()).forEach((issue, places) -> {
            int[] positions = new int[Collections.max(places.keySet()) + 1];
            places.forEach((position, paper) -> positions[position] = here.get(paper));
            elsewhere.put(issue, positions);
        });
        return new Of(elsewhere);
    }

    final class Of {

        /** By issue, where the paper at each of its positions stands here; 0 where it does not. */
        private final Map<Long, int[]> elsewhere;

        private Of(Map<Long, int[]> elsewhere) {
            this.elsewhere = elsewhere;
        }

        /** The positions of papers that readers with ids between these have had; those who have had none are left out. */
        Map<Long, BitSet> hadBy(long firstReader, long lastReader) {
            Map<Long, BitSet> had = new HashMap<>();
            for (Brought brought : outbox.brought(elsewhere.keySet(), firstReader, lastReader)) {
                BitSet positions = had.computeIfAbsent(brought.readerId(), first -> new BitSet());
                int[] here = elsewhere.get(brought.issueId());
                for (int position : brought.papers()) {
                    if (position < here.length && here[position] > 0) {
                        positions.set(here[position]);
                    }
                }
            }
            return had;
        }

        BitSet hadBy(long readerId) {
            return hadBy(readerId, readerId).getOrDefault(readerId, NONE);
        }
    }
}

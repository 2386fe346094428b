package dev.paperboy.outbox;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of its issue a reader's mail holds. Fixed when the mail is written down, so that it is the same mail whenever it is made.
 *
 * @param papers positions of the entries, from 1
 * @param wishes the reader's own words that an entry met, by its position; entries that met none are left out, and so are words that the
 *     ledger has no room for
 * @param topics what the reader followed, as the issue numbers it; empty means everything. Null where that was not written down: in rows
 *     of an earlier version, and where there is no mail
 */
public record Contents(List<Integer> papers, Map<Integer, String> wishes, List<Integer> topics) {

    public static final Contents NONE = new Contents(List.of(), Map.of(), null);

    public Contents {
        wishes = wishes.isEmpty() ? Map.of() : WishLines.map(WishLines.text(wishes));
    }

    /** As the columns hold it. */
    static Contents of(byte[] papers, String wishes, byte[] topics) {
        return new Contents(
                Positions.list(papers), WishLines.map(wishes), topics == null ? null : Positions.list(topics));
    }

    /** The same less these papers. */
    public Contents without(BitSet positions) {
        List<Integer> left =
                papers.stream().filter(paper -> !positions.get(paper)).toList();
        Map<Integer, String> said = new HashMap<>(wishes);
        said.keySet().retainAll(left);
        return new Contents(left, said, topics);
    }

    public boolean isEmpty() {
        return papers.isEmpty();
    }
}

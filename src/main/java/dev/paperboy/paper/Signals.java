package dev.paperboy.paper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The history of counts. */
@ApplicationScoped
public class Signals {

    private static final int NEVER_SEEN = -1;

    private final SignalRows rows;

    Signals(SignalRows rows) {
        this.rows = rows;
    }

    private record Series(PaperId paper, String source, SignalKind kind) {}

    /** Writes down those counts that differ from the last ones of their paper, source and kind. Tells how many. */
    @Transactional
    public int note(List<Signal> seen) {
        int noted = 0;
        Map<Series, Integer> last = new HashMap<>();
        of(seen.stream().map(Signal::paper).distinct().toList())
                .values()
                .forEach(history -> history.forEach(signal -> last.put(series(signal), signal.amount())));
        for (Signal signal : seen) {
            // A first nothing is where a rise of votes begins; of anything else it says nothing.
            int before = last.getOrDefault(series(signal), signal.kind().rises() ? NEVER_SEEN : 0);
            if (before != signal.amount()) {
                rows.persist(new SignalRow(signal));
                last.put(series(signal), signal.amount());
                noted++;
            }
        }
        return noted;
    }

    private static Series series(Signal signal) {
        return new Series(signal.paper(), signal.source(), signal.kind());
    }

    /** All that was seen of these papers, oldest first; papers without any are left out. */
    @Transactional
    public Map<PaperId, List<Signal>> of(Collection<PaperId> papers) {
        List<String> ids = papers.stream().map(PaperId::value).toList();
        return ids.isEmpty()
                ? Map.of()
                : rows.of(ids).stream()
                        .map(SignalRow::signal)
                        .collect(Collectors.groupingBy(Signal::paper, Collectors.toCollection(ArrayList::new)));
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Delivery;
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

    /** Ids of papers by reader; readers without any are left out. */
    Map<Long, Set<String>> of(Collection<Long> readerIds) {
        List<Delivery> brought = outbox.broughtTo(readerIds);
        Set<Long> issueIds = brought.stream().map(Delivery::issueId).collect(Collectors.toSet());
        Map<Long, Map<Integer, String>> papers = issues.papersByPosition(issueIds);
        return brought.stream()
                .collect(Collectors.groupingBy(
                        Delivery::readerId,
                        Collectors.flatMapping(
                                delivery -> delivery.papers().stream()
                                        .map(position -> papers.getOrDefault(delivery.issueId(), Map.of())
                                                .get(position))
                                        .filter(Objects::nonNull),
                                Collectors.toCollection(HashSet::new))));
    }
}

package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The memory of feeds in the database. */
@ApplicationScoped
class SharedFeedMemory implements FeedMemory {

    private final FeedIdRows rows;

    SharedFeedMemory(FeedIdRows rows) {
        this.rows = rows;
    }

    @Override
    @Transactional
    public Map<PaperId, LocalDate> seen(String feed) {
        return rows.of(feed).stream().collect(Collectors.toMap(FeedIdRow::paper, FeedIdRow::firstSeenOn));
    }

    @Override
    public void remember(String feed, Collection<PaperId> unseen, LocalDate day) {
        try {
            QuarkusTransaction.requiringNew().run(() -> write(feed, unseen, day));
        } catch (RuntimeException twice) {
            // Another node writes the same in the same moment; what it does not, the next look sees again.
            Log.debugf(twice, "the ids of %s are known already", feed);
        }
    }

    private void write(String feed, Collection<PaperId> unseen, LocalDate day) {
        Set<PaperId> written = seen(feed).keySet();
        rows.persist(unseen.stream().filter(id -> !written.contains(id)).map(id -> new FeedIdRow(feed, id, day)));
    }

    @Override
    @Transactional
    public void forget(String feed, Collection<PaperId> old) {
        rows.forget(feed, old.stream().map(PaperId::value).toList());
    }
}

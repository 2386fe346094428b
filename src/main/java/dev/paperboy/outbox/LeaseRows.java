package dev.paperboy.outbox;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

@ApplicationScoped
class LeaseRows implements PanacheRepository<LeaseRow> {

    List<LeaseRow> of(String node) {
        return list("node = ?1 order by id", node);
    }

    List<LeaseRow> endedBefore(Instant then) {
        return list("endsAt < ?1 order by id", then);
    }

    /** By their numbers, for another node may have been quicker. */
    void forget(List<LeaseRow> those) {
        if (!those.isEmpty()) {
            delete("id in ?1", those.stream().map(LeaseRow::number).toList());
        }
    }
}

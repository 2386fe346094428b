package dev.paperboy.paper;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class SignalRows implements PanacheRepository<SignalRow> {

    /** Oldest first. */
    List<SignalRow> of(Collection<String> paperIds) {
        return list("paperId in ?1 order by seenAt, id", paperIds);
    }
}

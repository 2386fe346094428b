package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

@ApplicationScoped
class FeedIdRows implements PanacheRepository<FeedIdRow> {

    List<FeedIdRow> of(String feed) {
        return list("feed", feed);
    }

    void forget(String feed, Collection<String> paperIds) {
        if (!paperIds.isEmpty()) {
            delete("feed = ?1 and paperId in ?2", feed, paperIds);
        }
    }
}

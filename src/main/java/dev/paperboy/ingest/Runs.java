package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class Runs implements PanacheRepository<RunRow> {

    Optional<RunRow> lastOf(String source) {
        return find("source = ?1 order by startedAt desc, id desc", source).firstResultOptional();
    }
}

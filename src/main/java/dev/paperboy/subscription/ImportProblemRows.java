package dev.paperboy.subscription;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ImportProblemRows implements PanacheRepository<ImportProblemRow> {

    List<ImportProblemRow> of(long importId) {
        return list("importId = ?1 order by line, id", importId);
    }
}

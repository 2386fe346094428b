package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class RowNotes implements PanacheRepository<RowNoteRow> {

    List<RowNote> ofRun(Long runId) {
        return list("runId = ?1 order by id", runId).stream()
                .map(RowNoteRow::note)
                .toList();
    }
}

package dev.paperboy.subscription;

import dev.paperboy.subscription.ReaderImport.State;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

@ApplicationScoped
class ReaderImportRows implements PanacheRepository<ReaderImportRow> {

    List<ReaderImportRow> newest(int most) {
        return find("order by id desc").page(0, most).list();
    }

    List<ReaderImportRow> runningOn(String node) {
        return list("state = ?1 and node = ?2", State.RUNNING, node);
    }

    List<ReaderImportRow> running() {
        return list("state = ?1 order by id desc", State.RUNNING);
    }
}

package dev.paperboy.ingest;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

@ApplicationScoped
class GateRows implements PanacheRepositoryBase<GateRow, String> {

    /** One statement, so that of two workers or nodes one gets it. */
    boolean claim(String name, String holder, Instant now, Instant until) {
        return update(
                        "holder = ?1, heldUntil = ?2 where name = ?3 and freeAt <= ?4 and silentUntil <= ?4"
                                + " and (holder is null or heldUntil <= ?4)",
                        holder,
                        until,
                        name,
                        now)
                == 1;
    }

    void giveBack(String name, String holder, Instant next) {
        update("holder = null, heldUntil = null, freeAt = ?1 where name = ?2 and holder = ?3", next, name, holder);
    }

    void silence(String name, Instant until) {
        update("silentUntil = ?1 where name = ?2 and silentUntil < ?1", until, name);
    }
}

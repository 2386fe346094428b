package dev.paperboy.console;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

@ApplicationScoped
class SessionRows implements PanacheRepository<SessionRow> {

    Optional<SessionRow> ofToken(String tokenHash) {
        return find("tokenHash", tokenHash).firstResultOptional();
    }

    /** A statement and not a change of the row, because the session may be signed out at the same moment. */
    void noteUse(long id, Instant now) {
        update("lastSeenAt = ?1 where id = ?2", now, id);
    }

    void endOfToken(String tokenHash) {
        delete("tokenHash", tokenHash);
    }

    void endAllOf(long operatorId) {
        delete("operatorId", operatorId);
    }

    void sweep(Instant now) {
        delete("expiresAt <= ?1 or lastSeenAt <= ?2", now, now.minus(SessionRow.IDLE));
    }
}

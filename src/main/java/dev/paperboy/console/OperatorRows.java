package dev.paperboy.console;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

@ApplicationScoped
class OperatorRows implements PanacheRepository<OperatorRow> {

    Optional<OperatorRow> named(String name) {
        return find("name", name).firstResultOptional();
    }
}

package dev.paperboy.kernel;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The one database, as the build chose it. */
class ChosenDatabase {

    @Produces
    @Singleton
    Database database(@ConfigProperty(name = "quarkus.datasource.db-kind") String kind) {
        return Database.valueOf(kind.toUpperCase(Locale.ROOT));
    }
}

package dev.paperboy.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** An empty database and an empty data directory for the tests: H2 in memory, or a real PostgreSQL where the build says so. */
public class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        if (Boolean.getBoolean("benchmark")) {
            // Quarkus starts this for every test there is, and the benchmark has a database of its own.
            return Map.of();
        }
        try {
            Path fresh = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "test-data");
            Map<String, String> settings =
                    new HashMap<>(database(fresh.getFileName().toString()));
            settings.put("paperboy.data-dir", fresh.toString());
            settings.put("paperboy.sources.sample.kind", "sample");
            settings.put("paperboy.sources.papers.kind", "file");
            settings.put(
                    "paperboy.sources.papers.path",
                    Files.createDirectory(fresh.resolve("papers")).toString());
            return settings;
        } catch (IOException notStarted) {
            throw new UncheckedIOException("the tests have no place to keep their data", notStarted);
        }
    }

    private Map<String, String> database(String name) throws IOException {
        if (!"postgresql".equals(System.getProperty("quarkus.datasource.db-kind"))) {
            return Map.of("quarkus.datasource.jdbc.url", "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        }
        postgres = EmbeddedPostgres.start();
        return Map.of(
                "quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    @Override
    public void stop() {
        if (postgres != null) {
            try {
                postgres.close();
            } catch (IOException alreadyGone) {
                throw new UncheckedIOException(alreadyGone);
            }
        }
    }
}

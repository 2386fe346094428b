package dev.paperboy.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A database that keeps what it promised, as an operator's does: H2 in a file, or PostgreSQL with its usual care for the disk. */
public class BenchmarkDatabase implements QuarkusTestResourceLifecycleManager {

    private EmbeddedPostgres postgres;

    @Override
    public Map<String, String> start() {
        try {
            Path fresh = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "benchmark");
            Map<String, String> settings = new HashMap<>();
            settings.put("paperboy.data-dir", fresh.toString());
            settings.put("paperboy.smtp.host", "127.0.0.1");
            settings.put("paperboy.smtp.tls", "none");
            settings.put("paperboy.public-url", "https://papers.example.org");
            if ("postgresql".equals(System.getProperty("quarkus.datasource.db-kind"))) {
                postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "on")
                        .setServerConfig("synchronous_commit", "on")
                        .setServerConfig("full_page_writes", "on")
                        .setServerConfig("shared_buffers", "512MB")
                        .setServerConfig("max_wal_size", "4GB")
                        .start();
                settings.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
                settings.put("quarkus.datasource.username", "postgres");
                settings.put("quarkus.datasource.password", "postgres");
            } else {
                settings.put(
                        "quarkus.datasource.jdbc.url",
                        "jdbc:h2:file:" + fresh.resolve("paperboy").toAbsolutePath()
                                + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
            }
            return settings;
        } catch (IOException notStarted) {
            throw new UncheckedIOException("the benchmark has no place to keep its data", notStarted);
        }
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

package dev.paperboy.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A folder, a database and a recording relay, over which the packaged application is started again and again. */
public class Newsroom implements AutoCloseable {

    private static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("quarkus.datasource.db-kind"));

    private final Path folder;
    private final RecordingRelay relay = new RecordingRelay(12);
    private final EmbeddedPostgres postgres;

    public Newsroom(Path folder) throws IOException {
        this.folder = folder;
        this.postgres = ON_POSTGRESQL ? EmbeddedPostgres.start() : null;
    }

    public RecordingRelay relay() {
        return relay;
    }

    /** Starts the application and signs in. An issue is made when it is told to, and waits for its publisher. */
    public PackagedPaperboy start() throws IOException {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PAPERBOY_ADMIN_PASSWORD", "correct horse battery",
                "PAPERBOY_ISSUE_APPROVAL", "one",
                "PAPERBOY_ISSUE_ASSEMBLE", "0 0 6 1 1 ? 2099",
                "PAPERBOY_SMTP_HOST", "127.0.0.1",
                "PAPERBOY_SMTP_PORT", String.valueOf(relay.port()),
                "PAPERBOY_SMTP_TLS", "none"));
        if (ON_POSTGRESQL) {
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
            settings.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
            settings.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        }
        PackagedPaperboy running = PackagedPaperboy.start(folder, settings);
        running.post("/console/login", Map.of("name", "admin", "password", "correct horse battery"));
        return running;
    }

    /** Reader-0 to reader-n at restart.example, whose hour it is; while the application is stopped. */
    public void addReaders(int count) throws SQLException {
        OffsetDateTime now =
                Instant.ofEpochSecond(System.currentTimeMillis() / 1000).atOffset(ZoneOffset.UTC);
        try (Connection connection = connection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour, created_at,"
                                + " confirmed_at, welcome_due) values (?, ?, 'ACTIVE', '', 'DAILY', 'UTC', ?, ?, ?, false)")) {
            for (int n = 0; n < count; n++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "reader-" + n + "@restart.example");
                insert.setInt(3, now.getHour());
                insert.setObject(4, now);
                insert.setObject(5, now);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Makes today's issue, where it is not made yet. */
    public static void assemble(PackagedPaperboy running) throws IOException {
        running.post("/console/issues/assemble", Map.of());
    }

    /** Lets the issue go, where it waits. */
    public static void send(PackagedPaperboy running) throws IOException {
        String path = issue(running);
        if (running.get(path).contains(path + "/send")) {
            running.post(path + "/send", Map.of());
        }
    }

    /** The path of the daily issue's page. */
    public static String issue(PackagedPaperboy running) throws IOException {
        String issues = running.get("/console/issues");
        int at = issues.indexOf("/console/issues/2");
        return issues.substring(at, issues.indexOf('"', at));
    }

    public static void awaitNothingOpen(PackagedPaperboy running) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> Stream.of("pending", "leased").allMatch(status -> isNowhere(running, status)));
    }

    private static boolean isNowhere(PackagedPaperboy running, String status) {
        try {
            return !running.get("/console/deliveries?status=" + status).contains("state-" + status);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The first column of a query; H2's file belongs to one process, so the application must have stopped. */
    public List<String> column(String query) throws SQLException {
        try (Connection connection = connection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private Connection connection() throws SQLException {
        return ON_POSTGRESQL
                ? DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
                : DriverManager.getConnection(
                        "jdbc:h2:file:" + folder.resolve("data/paperboy").toAbsolutePath(), "sa", "");
    }

    @Override
    public void close() throws IOException {
        relay.close();
        if (postgres != null) {
            postgres.close();
        }
    }
}

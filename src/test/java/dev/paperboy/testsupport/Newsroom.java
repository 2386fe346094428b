package dev.paperboy.testsupport;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A folder, a database and a recording relay, over which the packaged application is started again and again. */
public class Newsroom implements AutoCloseable {

    public static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("quarkus.datasource.db-kind"));

    private static final Map<String, String> SIGN_IN = Map.of("name", "admin", "password", "correct horse battery");
    private static final Pattern READER = Pattern.compile("<th scope=\"row\">([^<]+)</th>");
    private static final Pattern OLDER = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");

    private final Path folder;
    private final RecordingRelay relay;
    private final EmbeddedPostgres postgres;
    private final Map<String, String> settings;

    /** @param millisToAnswer how long the relay takes for its answers, at most */
    public Newsroom(Path folder, int millisToAnswer, long seed) throws IOException {
        this.folder = folder;
        this.relay = new RecordingRelay(millisToAnswer, seed);
        this.postgres = ON_POSTGRESQL ? EmbeddedPostgres.start() : null;
        this.settings = new HashMap<>(Map.of(
                "PAPERBOY_ADMIN_PASSWORD", "correct horse battery",
                "PAPERBOY_SECRET", "a secret that all nodes share",
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
    }

    public RecordingRelay relay() {
        return relay;
    }

    public void set(String setting, String value) {
        settings.put(setting, value);
    }

    /** Starts the application and signs in. An issue is made when it is told to, and waits for its publisher. */
    public PackagedPaperboy start() throws IOException {
        return start(folder);
    }

    /** The same over a folder of its own, as one of several nodes. */
    public PackagedPaperboy start(Path node) throws IOException {
        PackagedPaperboy running = PackagedPaperboy.start(node, settings);
        running.post("/console/login", SIGN_IN);
        return running;
    }

    /** Starts it and waits for nothing. */
    public PackagedPaperboy launch() throws IOException {
        return PackagedPaperboy.launch(folder, settings);
    }

    /** Kills it; of three kills, two while the relay owes answers that are never given, and one while it gives them in vain. */
    public void kill(PackagedPaperboy running, int number) {
        if (number % 3 == 2) {
            kill(running);
        } else {
            relay.silentWhile(() -> kill(running));
        }
    }

    private static void kill(PackagedPaperboy running) {
        int ended = running.kill();
        if (ended != PackagedPaperboy.KILLED) {
            throw new AssertionError(
                    "it had ended by itself before it was killed, with " + ended + ":\n" + running.log());
        }
    }

    /** Reader-0 to reader-n at restart.example, whose hour it is; while the application is stopped. */
    public void addReaders(int count) throws SQLException {
        OffsetDateTime now =
                Instant.ofEpochSecond(System.currentTimeMillis() / 1000).atOffset(ZoneOffset.UTC);
        try (Connection connection = connection();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour,"
                                + " created_at, confirmed_at, welcome_due) values (?, ?, 'ACTIVE', '', 'DAILY', 'UTC', ?,"
                                + " ?, ?, false)")) {
            connection.setAutoCommit(false);
            for (int n = 0; n < count; n++) {
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, "reader-" + n + "@restart.example");
                insert.setInt(3, now.getHour());
                insert.setObject(4, now);
                insert.setObject(5, now);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
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

    /** Whom the console lists as in doubt, on all pages of the list. */
    public static List<String> listedInDoubt(PackagedPaperboy running) throws IOException {
        List<String> listed = new ArrayList<>();
        String page = running.get("/console/deliveries?status=uncertain");
        while (true) {
            READER.matcher(page).results().map(line -> line.group(1)).forEach(listed::add);
            Matcher older = OLDER.matcher(page);
            if (!older.find()) {
                return listed;
            }
            page = running.get(older.group(1).replace("&amp;", "&"));
        }
    }

    /** What is so now; with H2, while the application is stopped. */
    public Reckoning reckoning() throws SQLException {
        Map<String, Reckoning.Row> ledger = new TreeMap<>();
        try (Connection connection = connection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery("select r.email, d.status, d.attempts, d.doubted from delivery d"
                                + " join reader r on r.id = d.reader_id join issue i on i.id = d.issue_id"
                                + " where i.kind = 'DAILY'")) {
            while (row.next()) {
                ledger.put(row.getString(1), new Reckoning.Row(row.getString(2), row.getInt(3), row.getBoolean(4)));
            }
        }
        return new Reckoning(ledger, relay);
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

    /** What a node has leased, and has not written down how it ended. */
    public List<String> leasedBy(Path node) throws SQLException, IOException {
        String name = Files.readString(node.resolve("data/node")).split(" ")[0];
        return column("select d.id from delivery d join lease l on l.id = d.epoch where d.status = 'LEASED'"
                + " and l.node = '" + name + "'");
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

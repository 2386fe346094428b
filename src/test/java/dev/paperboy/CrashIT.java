package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.PackagedPaperboy;
import dev.paperboy.testsupport.RecordingRelay;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged application while it sends, and counts. Two kills here; {@code ./mvnw verify -Dit.test=CrashIT
 * -Dtests.usual.skip=true -Dkills=20} makes twenty, and with {@code -Ppostgresql} it runs on PostgreSQL, on two nodes
 * too.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final int READERS = Math.max(2_000, KILLS * 700);
    private static final int CONNECTIONS = 8;
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final boolean ON_POSTGRESQL = "postgresql".equals(System.getProperty("quarkus.datasource.db-kind"));

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private EmbeddedPostgres postgres;
    private RecordingRelay relay;

    @BeforeEach
    void open() throws IOException {
        relay = new RecordingRelay(12);
        if (ON_POSTGRESQL) {
            postgres = EmbeddedPostgres.start();
        }
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void killedAgainAndAgainItLosesNothingDoublesNothingAndListsEveryDoubt() throws Exception {
        Map<String, String> settings = settings("hold");
        prepare(settings);
        int kills = killWhileSending(settings);
        int listed;
        try (PackagedPaperboy last = PackagedPaperboy.start(folder, settings)) {
            awaitNothingOpen(last);
            listed = last.get("/console/deliveries?status=uncertain").split("/again\"", -1).length - 1;
        }
        Set<String> uncertain = new HashSet<>(readersIn("UNCERTAIN"));
        assertThat(listed).as("the console lists every doubt").isEqualTo(uncertain.size());
        assertThat(readersIn("PENDING", "LEASED", "FAILED", "HELD")).isEmpty();
        assertThat(relay.messageIds())
                .as("nobody got it twice")
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).hasSize(1));
        assertThat(notWritten(uncertain)).as("neither arrived nor listed").isEmpty();
        assertThat(uncertain).as("at most one a connection and kill").hasSizeLessThanOrEqualTo(kills * CONNECTIONS);
        System.out.printf(
                "CrashIT hold: %d kills, %d readers, %d uncertain, lost 0, doubled 0%n",
                kills, READERS, uncertain.size());
    }

    @Test
    void whoRatherSendsTwiceLosesNothingAndTheSecondCopyCanBeTold() throws Exception {
        Map<String, String> settings = settings("resend");
        settings.put("PAPERBOY_SMTP_RETRY_AFTER", "1s,1s,1s,1s,1s,1s,1s,1s");
        prepare(settings);
        int kills = killWhileSending(settings);
        try (PackagedPaperboy last = PackagedPaperboy.start(folder, settings)) {
            awaitNothingOpen(last);
        }
        assertThat(notWritten(Set.of())).as("lost").isEmpty();
        long doubled = relay.messageIds().values().stream()
                .filter(copies -> copies.size() > 1)
                .count();
        assertThat(doubled).isLessThanOrEqualTo((long) kills * CONNECTIONS);
        assertThat(relay.messageIds())
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).containsOnly(copies.getFirst()));
        System.out.printf("CrashIT resend: %d kills, %d readers, lost 0, doubled %d%n", kills, READERS, doubled);
    }

    @Test
    void stoppedInOrderItLeavesNothingInDoubt() throws Exception {
        Map<String, String> settings = settings("hold");
        prepare(settings);
        for (int round = 0; round < KILLS; round++) {
            try (PackagedPaperboy running = PackagedPaperboy.start(folder, settings)) {
                sendOn(running);
                LockSupport.parkNanos(
                        Duration.ofMillis(100 + random.nextInt(400)).toNanos());
            }
            assertThat(readersIn("UNCERTAIN", "LEASED")).isEmpty();
        }
        try (PackagedPaperboy last = PackagedPaperboy.start(folder, settings)) {
            awaitNothingOpen(last);
        }
        assertThat(readersIn("SENT")).hasSize(READERS);
        assertThat(relay.messageIds())
                .hasSize(READERS)
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).hasSize(1));
    }

    @Test
    void ofTwoNodesOneIsKilledAndTheOtherFinishes() throws Exception {
        Assumptions.assumeTrue(ON_POSTGRESQL, "two nodes need PostgreSQL: run this with -Ppostgresql");
        Map<String, String> settings = settings("hold");
        prepare(settings);
        Path second = Files.createDirectory(folder.resolve("second"));
        try (PackagedPaperboy stays = PackagedPaperboy.start(folder, settings)) {
            PackagedPaperboy dies = PackagedPaperboy.start(second, settings);
            sendOn(stays);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> relay.messageIds().size() > READERS / 4);
            dies.kill();
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> readersIn("PENDING")
                    .isEmpty());
            // Its own journal tells, when it comes back, what it had leased.
            try (PackagedPaperboy back = PackagedPaperboy.start(second, settings)) {
                awaitNothingOpen(back);
            }
        }
        assertThat(notWritten(new HashSet<>(readersIn("UNCERTAIN")))).isEmpty();
        assertThat(readersIn("UNCERTAIN")).hasSizeLessThanOrEqualTo(CONNECTIONS);
        assertThat(relay.messageIds())
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).hasSize(1));
    }

    @Test
    void aNodeThatWasOnlyPausedDoesNotSendWhatWasTakenFromIt() throws Exception {
        Assumptions.assumeTrue(ON_POSTGRESQL, "two nodes need PostgreSQL: run this with -Ppostgresql");
        Assumptions.assumeTrue(KILLS >= 10, "a lease takes minutes to end: run this with -Dkills=20");
        Map<String, String> settings = settings("hold");
        prepare(settings);
        Path second = Files.createDirectory(folder.resolve("second"));
        try (PackagedPaperboy stays = PackagedPaperboy.start(folder, settings);
                PackagedPaperboy sleeps = PackagedPaperboy.start(second, settings)) {
            sendOn(stays);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> relay.messageIds().size() > READERS / 4);
            sleeps.pause();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(6))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> readersIn("PENDING", "LEASED").isEmpty());
            Map<String, Long> taken = doubts();
            taken.keySet().removeAll(relay.messageIds().keySet());
            assertThat(taken).as("it had leased more than it had begun").isNotEmpty();
            signIn(stays);
            for (long delivery : taken.values()) {
                stays.post("/console/deliveries/" + delivery + "/again", Map.of());
            }
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> relay.messageIds().keySet().containsAll(taken.keySet()));
            sleeps.goOn();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> readersIn("PENDING", "LEASED", "UNCERTAIN").isEmpty());
        }
        assertThat(readersIn("SENT")).hasSize(READERS);
        assertThat(notWritten(Set.of())).isEmpty();
        assertThat(relay.messageIds())
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).hasSize(1));
    }

    private Map<String, Long> doubts() throws SQLException {
        Map<String, Long> doubts = new HashMap<>();
        try (Connection connection = connection();
                ResultSet rows = connection
                        .createStatement()
                        .executeQuery("select r.email, d.id from delivery d join reader r on r.id = d.reader_id"
                                + " where d.status = 'UNCERTAIN'")) {
            while (rows.next()) {
                doubts.put(rows.getString(1), rows.getLong(2));
            }
        }
        return doubts;
    }

    private Map<String, String> settings(String onUncertain) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "PAPERBOY_ADMIN_PASSWORD", "correct horse battery",
                "PAPERBOY_SECRET", "a secret that both nodes share",
                "PAPERBOY_ISSUE_APPROVAL", "one",
                "PAPERBOY_SMTP_HOST", "127.0.0.1",
                "PAPERBOY_SMTP_PORT", String.valueOf(relay.port()),
                "PAPERBOY_SMTP_TLS", "none",
                "PAPERBOY_SMTP_CONNECTIONS", String.valueOf(CONNECTIONS),
                "PAPERBOY_SMTP_ON_UNCERTAIN", onUncertain));
        if (ON_POSTGRESQL) {
            settings.put("QUARKUS_DATASOURCE_JDBC_URL", postgres.getJdbcUrl("postgres", "postgres"));
            settings.put("QUARKUS_DATASOURCE_USERNAME", "postgres");
            settings.put("QUARKUS_DATASOURCE_PASSWORD", "postgres");
        }
        return settings;
    }

    /** An issue that waits for its publisher, and readers for it. */
    private void prepare(Map<String, String> settings) throws Exception {
        try (PackagedPaperboy first = PackagedPaperboy.start(folder, settings)) {
            signIn(first);
            first.post("/console/issues/assemble", Map.of());
        }
        try (Connection connection = connection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into reader (reader_key, email, status, topics, frequency, zone, delivery_hour, created_at,"
                            + " confirmed_at, welcome_due) values (?, ?, 'ACTIVE', '', 'DAILY', 'UTC', ?, ?, ?, false)")) {
                Instant now = Instant.ofEpochSecond(System.currentTimeMillis() / 1000);
                for (int n = 0; n < READERS; n++) {
                    insert.setObject(1, UUID.randomUUID());
                    insert.setString(2, "reader-" + n + "@crash.example");
                    insert.setInt(3, now.atOffset(ZoneOffset.UTC).getHour());
                    insert.setObject(4, now.atOffset(ZoneOffset.UTC));
                    insert.setObject(5, now.atOffset(ZoneOffset.UTC));
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            connection.commit();
        }
    }

    /** How often it was killed before everything was out. */
    private int killWhileSending(Map<String, String> settings) throws Exception {
        int kills = 0;
        while (kills < KILLS && relay.messageIds().size() < READERS) {
            PackagedPaperboy running = PackagedPaperboy.start(folder, settings);
            sendOn(running);
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(900)).toNanos());
            running.kill();
            kills++;
        }
        assertThat(kills).as("it was killed while it was sending").isPositive();
        return kills;
    }

    /** Lets the issue go, where it still waits. */
    private static void sendOn(PackagedPaperboy running) throws IOException {
        signIn(running);
        String issues = running.get("/console/issues");
        int at = issues.indexOf("/console/issues/2");
        String path = issues.substring(at, issues.indexOf('"', at));
        if (running.get(path).contains(path + "/send")) {
            running.post(path + "/send", Map.of());
        }
    }

    private static void signIn(PackagedPaperboy running) throws IOException {
        running.post("/console/login", Map.of("name", "admin", "password", "correct horse battery"));
    }

    private static void awaitNothingOpen(PackagedPaperboy running) throws IOException {
        signIn(running);
        Awaitility.await()
                .atMost(Duration.ofMinutes(4))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> Stream.of("pending", "leased").allMatch(status -> isNowhere(running, status)));
    }

    private static boolean isNowhere(PackagedPaperboy running, String status) {
        try {
            return !running.get("/console/deliveries?status=" + status).contains("state-" + status);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private List<String> notWritten(Set<String> uncertain) {
        List<String> missing = new ArrayList<>();
        for (int n = 0; n < READERS; n++) {
            String reader = "reader-" + n + "@crash.example";
            if (!relay.messageIds().containsKey(reader) && !uncertain.contains(reader)) {
                missing.add(reader);
            }
        }
        return missing;
    }

    private List<String> readersIn(String... statuses) {
        String query = "select r.email from delivery d join reader r on r.id = d.reader_id where d.status in ('"
                + String.join("', '", statuses) + "')";
        List<String> readers = new ArrayList<>();
        try (Connection connection = connection();
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                readers.add(rows.getString(1));
            }
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
        return readers;
    }

    private Connection connection() throws SQLException {
        // H2's file belongs to one process: this looks when the application has stopped.
        return ON_POSTGRESQL
                ? DriverManager.getConnection(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres")
                : DriverManager.getConnection(h2(), "sa", "");
    }

    private String h2() {
        return "jdbc:h2:file:" + folder.resolve("data/paperboy").toAbsolutePath();
    }
}

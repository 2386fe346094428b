package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.Newsroom;
import dev.paperboy.testsupport.PackagedPaperboy;
import dev.paperboy.testsupport.Reckoning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL, of which one or the other is killed, stopped or paused while they send. The packaged application is built
 * for one kind of database, so this needs {@code ./mvnw -Ppostgresql verify -Dit.test=TwoNodesIT -Dtests.usual.skip=true -Dkills=20}.
 */
class TwoNodesIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int MANY = 10;
    private static final int READERS = Math.max(3_000, KILLS * 1_500);
    private static final int CONNECTIONS = 8;
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final int SECONDS_BETWEEN_ALARMS = 5;
    private static final Pattern ALARM = Pattern.compile("Calling execute on job \\S*assemble");

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private final List<Path> homes = new ArrayList<>();
    private final List<PackagedPaperboy> nodes = new ArrayList<>();
    private Newsroom newsroom;

    @BeforeEach
    void open() throws IOException {
        Assumptions.assumeTrue(Newsroom.ON_POSTGRESQL, "two nodes need PostgreSQL: run this with -Ppostgresql");
        // Slow enough that there is something left to send when a node has come back.
        newsroom = new Newsroom(folder, 100, SEED);
        newsroom.set("PAPERBOY_SMTP_CONNECTIONS", String.valueOf(CONNECTIONS));
        homes.add(Files.createDirectory(folder.resolve("one")));
        homes.add(Files.createDirectory(folder.resolve("two")));
    }

    @AfterEach
    void close() throws IOException {
        nodes.forEach(PackagedPaperboy::close);
        if (newsroom != null) {
            newsroom.close();
        }
    }

    @Test
    void ofTwoNodesOneOrTheOtherIsKilledAndTheOtherGoesOn() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "hold");
        Reckoning end = killOneOrTheOther("hold");
        assertThat(end.doubled()).as("doubled").isZero();
    }

    @Test
    void whoRatherSendsTwiceGetsNoMoreThanThatFromTwoNodes() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "resend");
        newsroom.set("PAPERBOY_SMTP_RETRY_AFTER", "1s,1s,1s,1s,1s,1s,1s,1s");
        Reckoning end = killOneOrTheOther("resend");
        assertThat(end.in("UNCERTAIN")).as("in doubt, and not sent again").isEmpty();
        assertThat(end.doubled()).as("doubled").isLessThanOrEqualTo(end.doubts());
    }

    private Reckoning killOneOrTheOther(String what) throws Exception {
        startBothAndSend();
        for (int kill = 0; kill < KILLS; kill++) {
            int victim = anyInTheMiddle();
            int doubts = newsroom.reckoning().doubts();
            newsroom.kill(nodes.get(victim), kill);
            Reckoning killed = newsroom.reckoning();
            assertThat(killed.in("PENDING")).as("it was killed in the middle").isNotEmpty();
            assertThat(newsroom.leasedBy(homes.get(victim)))
                    .as("leased by the one that was killed")
                    .isNotEmpty();
            if (kill == KILLS - 1) {
                // Nobody but the other is there, and it finishes all that was not leased.
                newsroom.relay().answerWithin(2);
                await(() -> newsroom.reckoning().in("PENDING").isEmpty());
            }
            nodes.set(victim, newsroom.start(homes.get(victim)));
            assertThat(newsroom.reckoning().doubts() - doubts)
                    .as("new doubts after one kill")
                    .isBetween(0, CONNECTIONS);
        }
        Newsroom.awaitNothingOpen(nodes.getFirst());
        List<String> listed = Newsroom.listedInDoubt(nodes.getFirst());
        Reckoning end = newsroom.reckoning();
        System.out.printf("TwoNodesIT %s: %d kills, %s%n", what, KILLS, end.line());
        end.assertEverybodyIsAccountedFor(READERS);
        if (KILLS >= MANY) {
            end.assertKillsLeftDoubts(true);
        }
        assertThat(listed).as("what the console lists").containsExactlyInAnyOrderElementsOf(end.in("UNCERTAIN"));
        return end;
    }

    private void startBothAndSend() throws Exception {
        try (PackagedPaperboy first = newsroom.start(homes.getFirst())) {
            Newsroom.assemble(first);
        }
        newsroom.addReaders(READERS);
        startBoth();
        Newsroom.send(nodes.getFirst());
    }

    private void startBoth() throws IOException {
        for (Path home : homes) {
            nodes.add(newsroom.start(home));
        }
    }

    /** One of the two, which has mails in its hands. */
    private int anyInTheMiddle() {
        int any = random.nextInt(2);
        await(() -> newsroom.leasedBy(homes.get(any)).size() >= CONNECTIONS);
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(600)).toNanos());
        return any;
    }

    private static void await(Callable<Boolean> moment) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(6))
                .pollInterval(Duration.ofMillis(50))
                .until(moment);
    }

    @Test
    void ofTwoNodesOneOrTheOtherIsStoppedInOrderAndNothingIsInDoubt() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "hold");
        startBothAndSend();
        for (int stop = 0; stop < KILLS; stop++) {
            int leaver = anyInTheMiddle();
            nodes.get(leaver).close();
            assertThat(newsroom.leasedBy(homes.get(leaver))).as("left leased").isEmpty();
            Reckoning stopped = newsroom.reckoning();
            assertThat(stopped.in("PENDING")).as("stopped in the middle").isNotEmpty();
            stopped.assertNobodyIsInDoubt();
            nodes.set(leaver, newsroom.start(homes.get(leaver)));
        }
        newsroom.relay().answerWithin(2);
        Newsroom.awaitNothingOpen(nodes.getFirst());
        Reckoning end = newsroom.reckoning();
        System.out.printf("TwoNodesIT SIGTERM: %d stops, %s%n", KILLS, end.line());
        end.assertEverybodyIsAccountedFor(READERS);
        end.assertNobodyIsInDoubt();
        assertThat(end.doubled()).as("doubled").isZero();
    }

    @Test
    void aNodeThatWasOnlyPausedDoesNotSendWhatWasTakenFromIt() throws Exception {
        Assumptions.assumeTrue(KILLS >= MANY, "a lease takes minutes to end: run this with -Dkills=20");
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "hold");
        startBothAndSend();
        PackagedPaperboy stays = nodes.getFirst();
        PackagedPaperboy sleeps = nodes.getLast();
        await(() -> newsroom.leasedBy(homes.getLast()).size() > CONNECTIONS);
        sleeps.pause();
        newsroom.relay().answerWithin(2);
        await(() -> newsroom.reckoning().in("PENDING", "LEASED").isEmpty());
        Map<String, String> taken = doubts();
        taken.keySet().removeAll(newsroom.relay().messageIds().keySet());
        assertThat(taken).as("it had leased more than it had begun").isNotEmpty();
        for (String delivery : taken.values()) {
            stays.post("/console/deliveries/" + delivery + "/again", Map.of());
        }
        await(() -> newsroom.relay().messageIds().keySet().containsAll(taken.keySet()));
        sleeps.goOn();
        await(() -> newsroom.reckoning().in("PENDING", "LEASED", "UNCERTAIN").isEmpty());
        Reckoning end = newsroom.reckoning();
        System.out.printf("TwoNodesIT SIGSTOP: %d mails taken from it, %s%n", taken.size(), end.line());
        end.assertEverybodyIsAccountedFor(READERS);
        assertThat(end.doubled()).as("doubled").isZero();
    }

    /** The numbers of deliveries, by reader. */
    private Map<String, String> doubts() throws SQLException {
        Map<String, String> doubts = new HashMap<>();
        for (String line : newsroom.column("select concat(d.id, ' ', r.email) from delivery d join reader r"
                + " on r.id = d.reader_id where d.status = 'UNCERTAIN'")) {
            doubts.put(line.substring(line.indexOf(' ') + 1), line.substring(0, line.indexOf(' ')));
        }
        return doubts;
    }

    @Test
    void theScheduleOfTwoNodesGoesOffOnceForBoth() throws Exception {
        newsroom.set("PAPERBOY_ISSUE_ASSEMBLE", "0/" + SECONDS_BETWEEN_ALARMS + " * * * * ?");
        for (Path home : homes) {
            Files.writeString(
                    Files.createDirectory(home.resolve("config")).resolve("application.properties"),
                    "quarkus.log.category.\"org.quartz.core.JobRunShell\".level=DEBUG\n");
        }
        startBoth();
        await(() -> newsroom.column("select instance_name from qrtz_scheduler_state")
                        .size()
                == 2);
        long before = alarms();
        long began = System.nanoTime();
        await(() -> System.nanoTime() - began > Duration.ofSeconds(45).toNanos());
        long once = Duration.ofNanos(System.nanoTime() - began).toSeconds() / SECONDS_BETWEEN_ALARMS;
        long heard = alarms() - before;
        System.out.printf("TwoNodesIT schedule: went off %d times on both nodes together, of %d%n", heard, once);
        assertThat(heard).isBetween(once - 2, once + 2);
        assertThat(newsroom.column("select id from issue where kind = 'DAILY'")).hasSize(1);
    }

    private long alarms() {
        return nodes.stream()
                .mapToLong(node -> ALARM.matcher(node.log()).results().count())
                .sum();
    }
}

package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.Newsroom;
import dev.paperboy.testsupport.PackagedPaperboy;
import dev.paperboy.testsupport.Reckoning;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged application while it sends, and counts. Three kills here; {@code ./mvnw verify -Dit.test=CrashIT
 * -Dtests.usual.skip=true -Dkills=20} makes twenty. {@link TwoNodesIT} does so to one of two.
 */
class CrashIT {

    private static final int KILLS = Integer.getInteger("kills", 3);
    private static final int MANY = 10;
    private static final int READERS = Math.max(2_000, KILLS * 700);
    private static final int CONNECTIONS = 8;
    private static final long SEED = Long.getLong("seed", 20261123);
    private static final String DATABASE = Newsroom.ON_POSTGRESQL ? "PostgreSQL" : "H2";
    private static final List<Moment> MOMENTS =
            List.of(Moment.WHILE_IT_SENDS, Moment.IN_THE_START, Moment.AT_THE_FIRST_LEASE, Moment.WHILE_IT_SENDS);

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);
    private Newsroom newsroom;

    @BeforeEach
    void open() throws IOException {
        newsroom = new Newsroom(folder, 60, SEED);
        newsroom.set("PAPERBOY_SMTP_CONNECTIONS", String.valueOf(CONNECTIONS));
    }

    @AfterEach
    void close() throws IOException {
        newsroom.close();
    }

    /** When a process is killed. */
    private enum Moment {
        WHILE_IT_SENDS,
        /** Between its port and the word that it is ready it settles what the one before left, and begins to send. */
        IN_THE_START,
        AT_THE_FIRST_LEASE
    }

    @Test
    void killedAgainAndAgainItLosesNothingDoublesNothingAndListsEveryDoubt() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "hold");
        Reckoning end = killAgainAndAgain("hold");
        assertThat(end.doubled()).as("doubled").isZero();
    }

    @Test
    void whoRatherSendsTwiceLosesNothingAndTheSecondCopyCanBeTold() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "resend");
        newsroom.set("PAPERBOY_SMTP_RETRY_AFTER", "1s,1s,1s,1s,1s,1s,1s,1s");
        Reckoning end = killAgainAndAgain("resend");
        assertThat(end.in("UNCERTAIN")).as("in doubt, and not sent again").isEmpty();
        assertThat(end.doubled()).as("doubled").isLessThanOrEqualTo(end.doubts());
    }

    private Reckoning killAgainAndAgain(String what) throws Exception {
        prepare();
        int early = 0;
        int doubts = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            PackagedPaperboy killed = runUntil(MOMENTS.get(kill % MOMENTS.size()));
            newsroom.kill(killed, kill);
            early += killed.isReady() ? 0 : 1;
            doubts = atMostOneMoreAConnection(doubts);
            assertThat(newsroom.reckoning().in("PENDING", "LEASED"))
                    .as("it was killed in the middle")
                    .isNotEmpty();
        }
        List<String> listed = rest();
        Reckoning end = newsroom.reckoning();
        System.out.printf(
                "CrashIT %s on %s: %d kills, %d of them before it was ready, %s%n",
                what, DATABASE, KILLS, early, end.line());
        atMostOneMoreAConnection(doubts);
        end.assertEverybodyIsAccountedFor(READERS);
        end.assertKillsLeftDoubts(KILLS >= MANY);
        assertThat(listed).as("what the console lists").containsExactlyInAnyOrderElementsOf(end.in("UNCERTAIN"));
        assertThat(early).as("kills before it was ready").isGreaterThanOrEqualTo(KILLS / MANY);
        return end;
    }

    /** An issue that waits for its publisher, and readers for it. */
    private void prepare() throws Exception {
        try (PackagedPaperboy first = newsroom.start()) {
            Newsroom.assemble(first);
        }
        newsroom.addReaders(READERS);
    }

    private PackagedPaperboy runUntil(Moment moment) throws IOException {
        return switch (moment) {
            case WHILE_IT_SENDS -> {
                int before = newsroom.relay().messageIds().size();
                PackagedPaperboy running = newsroom.start();
                Newsroom.send(running);
                awaitSoon(() -> newsroom.relay().messageIds().size() > before);
                letGoOn(900);
                yield running;
            }
            case IN_THE_START -> {
                PackagedPaperboy running = newsroom.launch();
                running.awaitPort();
                letGoOn(600);
                yield running;
            }
            case AT_THE_FIRST_LEASE -> {
                int before = newsroom.relay().connections();
                PackagedPaperboy running = newsroom.launch();
                awaitSoon(() -> newsroom.relay().connections() > before);
                letGoOn(60);
                yield running;
            }
        };
    }

    private void letGoOn(int millisAtMost) {
        LockSupport.parkNanos(Duration.ofMillis(random.nextInt(millisAtMost)).toNanos());
    }

    private static void awaitSoon(Callable<Boolean> moment) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(moment);
    }

    /** Each start settles what the kill before it left. */
    private int atMostOneMoreAConnection(int before) throws SQLException {
        int now = newsroom.reckoning().doubts();
        assertThat(now - before).as("new doubts after one kill").isBetween(0, CONNECTIONS);
        return now;
    }

    /** Whom the console lists as in doubt when everything else is out. */
    private List<String> rest() throws IOException {
        newsroom.relay().answerWithin(2);
        try (PackagedPaperboy last = newsroom.start()) {
            Newsroom.awaitNothingOpen(last);
            return Newsroom.listedInDoubt(last);
        }
    }

    @Test
    void stoppedInOrderItLeavesNothingInDoubt() throws Exception {
        newsroom.set("PAPERBOY_SMTP_ON_UNCERTAIN", "hold");
        prepare();
        for (int stop = 0; stop < KILLS; stop++) {
            int before = newsroom.relay().messageIds().size();
            try (PackagedPaperboy running = newsroom.start()) {
                Newsroom.send(running);
                awaitSoon(() -> newsroom.relay().messageIds().size() > before);
                letGoOn(400);
            }
            Reckoning stopped = newsroom.reckoning();
            assertThat(stopped.in("PENDING")).as("stopped in the middle").isNotEmpty();
            assertThat(stopped.in("LEASED")).isEmpty();
            assertThat(new HashSet<>(stopped.in("SENT")))
                    .isEqualTo(newsroom.relay().messageIds().keySet());
            stopped.assertNobodyIsInDoubt();
        }
        rest();
        Reckoning end = newsroom.reckoning();
        System.out.printf("CrashIT SIGTERM on %s: %d stops, %s%n", DATABASE, KILLS, end.line());
        end.assertEverybodyIsAccountedFor(READERS);
        end.assertNobodyIsInDoubt();
        assertThat(end.doubled()).as("doubled").isZero();
    }
}

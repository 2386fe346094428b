package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.Newsroom;
import dev.paperboy.testsupport.PackagedPaperboy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that end while an issue is held or made, or a file of readers taken in; {@link CrashIT} kills them while they send. */
class RestartIT {

    private static final int READERS = 2_000;
    private static final int ROWS = 50_000;
    private static final int BATCH = 2_000;
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final long SEED = Long.getLong("seed", 20261123);

    @TempDir
    Path folder;

    private Newsroom newsroom;

    @BeforeEach
    void open() throws Exception {
        newsroom = new Newsroom(folder, 24, SEED);
        newsroom.start().close();
        newsroom.addReaders(READERS);
    }

    @AfterEach
    void close() throws IOException {
        newsroom.close();
    }

    @Test
    void heldWhileItsProcessEndsAnIssueGoesOnWithoutRepeatsAndCountsRight() throws Exception {
        Map<String, List<String>> arrived = newsroom.relay().messageIds();
        try (PackagedPaperboy running = newsroom.start()) {
            Newsroom.assemble(running);
            Newsroom.send(running);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> arrived.size() > READERS / 10);
            running.post(Newsroom.issue(running) + "/hold", Map.of("why", "a second look"));
        }
        int before = arrived.size();
        assertThat(before).as("it was held in the middle").isLessThan(READERS);
        try (PackagedPaperboy back = newsroom.start()) {
            back.post("/subscribe", Map.of("email", "meanwhile@restart.example"));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> arrived.containsKey("meanwhile@restart.example"));
            assertThat(arrived).as("held over the restart").hasSize(before + 1);
            Newsroom.send(back);
            // What a worker had in its hands when it was sent on is held once more, until the next look at the issue.
            Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(
                            back.get(Newsroom.issue(back)))
                    .contains("<b>" + String.format(Locale.UK, "%,d", READERS)
                            + "</b> <span class=\"state state-sent\">sent</span>"));
        }
        assertEveryReaderGotItOnce(Set.of());
    }

    @Test
    void killedWhileItIsMadeAnIssueIsMadeOnceAndWhole() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 2 * KILLS; round++) {
            PackagedPaperboy running = newsroom.start();
            int delay = 300 + random.nextInt(1_500);
            Thread reaper = Thread.startVirtualThread(() -> {
                LockSupport.parkNanos(Duration.ofMillis(delay).toNanos());
                running.kill();
            });
            try {
                Newsroom.assemble(running);
                Newsroom.send(running);
            } catch (IOException killed) {
                // That is what the round was waiting for.
            }
            reaper.join();
            assertThat(newsroom.column("select id from issue i where papers <>"
                            + " (select count(*) from entry e where e.issue_id = i.id)"))
                    .as("an issue with a part of its papers")
                    .isEmpty();
            List<String> rows = newsroom.column(
                    "select id from delivery where issue_id in (select id from issue where kind = 'DAILY')");
            assertThat(rows.size()).as("readers in the ledger").isIn(0, READERS);
            System.out.printf(
                    "RestartIT: killed after %d ms with %d issues and %d readers in the ledger%n",
                    delay, newsroom.column("select id from issue").size(), rows.size());
        }
        try (PackagedPaperboy last = newsroom.start()) {
            Newsroom.assemble(last);
            Newsroom.send(last);
            Newsroom.awaitNothingOpen(last);
        }
        assertEveryReaderGotItOnce(new HashSet<>(newsroom.column("select r.email from delivery d join reader r"
                + " on r.id = d.reader_id where d.status = 'UNCERTAIN'")));
    }

    @Test
    void killedWhileItTakesAFileInItTakesTheFileAgainAtOnceAndNobodyComesInTwice() throws Exception {
        String file = "email,confirmed_at\n"
                + IntStream.range(0, ROWS)
                        .mapToObj(n -> "row-" + n + "@restart.example,2026-01-31\n")
                        .collect(Collectors.joining());
        PackagedPaperboy running = newsroom.start();
        String page = running.upload("/console/readers", file);
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    String seen = running.get(page);
                    // A batch can be seen a moment before its commit is on the disk; the one before the next is there.
                    return !seen.contains(figure(0, "rows read")) && !seen.contains(figure(BATCH, "rows read"));
                });
        running.kill();
        int before = newsroom.column("select id from reader where import_id is not null")
                .size();
        assertThat(before).as("rows that were in when it was killed").isBetween(BATCH, ROWS - 1);

        try (PackagedPaperboy back = newsroom.start()) {
            assertThat(back.get(page))
                    .contains("Interrupted", "stopped in the middle of this file", "Upload the file again");
            String again = back.upload("/console/readers", file);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> !back.get(again)
                    .contains("Under way"));
            assertThat(back.get(again))
                    .contains(
                            "Finished", figure(before, "there already"), figure(ROWS - before, "active readers added"));
        }
        assertThat(newsroom.column("select email from reader where email like 'row-%'"))
                .hasSize(ROWS)
                .doesNotHaveDuplicates();
    }

    private static String figure(int number, String words) {
        return String.format(Locale.UK, "<b>%,d</b> <span>%s</span>", number, words);
    }

    private void assertEveryReaderGotItOnce(Set<String> uncertain) throws Exception {
        Map<String, List<String>> arrived = newsroom.relay().messageIds();
        assertThat(newsroom.column("select id from issue where kind = 'DAILY'")).hasSize(1);
        assertThat(IntStream.range(0, READERS).mapToObj(n -> "reader-" + n + "@restart.example"))
                .as("arrived or listed")
                .allMatch(reader -> arrived.containsKey(reader) || uncertain.contains(reader));
        assertThat(arrived)
                .allSatisfy((reader, copies) -> assertThat(copies).as(reader).hasSize(1));
    }
}

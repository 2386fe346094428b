package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that became of a mail is forgotten on its way to the database, whatever the database does. */
class MarksTest {

    private static final long LEASE = 7L << 32;

    @TempDir
    Path folder;

    private final List<Long> written = new CopyOnWriteArrayList<>();
    private volatile Database database = Database.WELL;
    private Marks marks;

    private enum Database {
        WELL,
        AWAY,
        /** Writes, and is gone before it can say so. */
        SILENT
    }

    @BeforeEach
    void begin() {
        marks = new Marks(Journal.begin(folder.resolve("journal"), 7, 1), this::write, broken -> {});
    }

    @AfterEach
    void end() throws InterruptedException {
        database = Database.WELL;
        marks.close(Duration.ofSeconds(10));
    }

    private void write(List<Marks.Note> batch) {
        if (database == Database.AWAY) {
            throw new IllegalStateException("no connection");
        }
        batch.forEach(note -> written.add(note.delivery().id()));
        if (database == Database.SILENT) {
            throw new IllegalStateException("connection lost");
        }
    }

    @Test
    void whatCameWhileTheDatabaseWasAwayIsWrittenInItsOrderWhenItIsBack() {
        database = Database.AWAY;
        LongStream.rangeClosed(1, 2500).forEach(this::accepted);
        assertThat(known()).as("until then the journal knows").hasSize(2500);
        assertThat(written).isEmpty();
        database = Database.WELL;
        EngineRoom.eventually(() -> assertThat(written)
                .isEqualTo(LongStream.rangeClosed(1, 2500).boxed().toList()));
        EngineRoom.eventually(() -> assertThat(known()).isEmpty());
    }

    @Test
    void aBatchWhoseCommitWasNotAcknowledgedIsWrittenAgain() {
        database = Database.SILENT;
        accepted(4711);
        EngineRoom.eventually(() -> assertThat(written).contains(4711L));
        assertThat(known()).as("nobody said that it is in").hasSize(1);
        List<Long> before = new ArrayList<>(written);
        database = Database.WELL;
        EngineRoom.eventually(() -> assertThat(known()).isEmpty());
        assertThat(written).containsOnly(4711L).hasSizeGreaterThan(before.size());
    }

    @Test
    void whoFindsNoRoomWaitsUntilThereIsSome() throws InterruptedException {
        fillTheRing();
        Thread worker = Thread.ofPlatform().start(() -> accepted(Journal.RESULTS));
        EngineRoom.eventually(() -> assertThat(worker.getState()).isEqualTo(Thread.State.TIMED_WAITING));
        assertThat(known()).hasSize(Journal.RESULTS - 1);
        database = Database.WELL;
        worker.join();
        EngineRoom.eventually(() -> assertThat(written).hasSize(Journal.RESULTS).doesNotHaveDuplicates());
    }

    @Test
    void whenTheProcessEndsNobodyWaitsForRoomForEver() {
        fillTheRing();
        marks.waitForRoomUntil(System.nanoTime());
        assertThatThrownBy(() -> accepted(Journal.RESULTS)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whoClosesIsToldWhetherEverythingIsWritten() throws InterruptedException {
        database = Database.AWAY;
        accepted(4711);
        assertThat(marks.close(Duration.ofMillis(10))).isFalse();
        assertThat(known()).containsOnlyKeys(new Journal.Attempt(4711, LEASE));
        database = Database.WELL;
        assertThat(marks.close(Duration.ofMinutes(1))).isTrue();
        assertThat(written).containsExactly(4711L);
    }

    private void fillTheRing() {
        database = Database.AWAY;
        LongStream.range(1, Journal.RESULTS).forEach(this::accepted);
    }

    private void accepted(long id) {
        Delivery delivery = new Delivery(
                id,
                DeliveryKind.ISSUE,
                3L,
                12,
                DeliveryStatus.LEASED,
                Contents.NONE,
                new UUID(1, 2),
                0,
                null,
                "",
                null,
                LEASE);
        Mark sent = Mark.finished(delivery, DeliveryStatus.SENT, "250", Instant.EPOCH);
        marks.add(new Marks.Note(delivery, sent, new DeliveryOutcome.Accepted("250"), List.of()), Ending.ACCEPTED);
    }

    /** What the next start would learn if the process died now. */
    private Map<Journal.Attempt, Ending> known() {
        return Journal.read(folder.resolve("journal")).orElseThrow().endings();
    }
}

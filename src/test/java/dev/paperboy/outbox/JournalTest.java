package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a journal says to the next start. A kill is a copy of the file: the system keeps what was written to the map. */
class JournalTest {

    private static final long LEASE = 7L << 32;
    private static final Journal.Attempt ADAS = mail(4711);
    private static final Journal.Attempt BOBS = mail(4712);

    @TempDir
    Path folder;

    private Path path;
    private Journal journal;

    private static Journal.Attempt mail(long delivery) {
        return new Journal.Attempt(delivery, LEASE);
    }

    @BeforeEach
    void begin() {
        path = folder.resolve("journal");
        journal = Journal.begin(path, 7, 2);
    }

    private Journal.Remains killed() {
        Path remains = folder.resolve("remains");
        try {
            Files.copy(path, remains, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return Journal.read(remains).orElseThrow();
    }

    @Test
    void aMailThatWasOnlyBegunIsNotInDoubt() {
        journal.slot(0).begin(ADAS);
        assertThat(killed().inDoubt()).isEmpty();
        assertThat(killed().endings()).isEmpty();
        assertThat(killed().epoch()).isEqualTo(7);
        assertThat(killed().believable()).isTrue();
    }

    @Test
    void fromItsDotOnUntilItsResultAMailIsInDoubt() {
        Journal.Slot slot = journal.slot(1);
        slot.begin(ADAS);
        slot.dotIsNext();
        assertThat(killed().inDoubt()).containsExactly(ADAS);

        journal.result(1, ADAS, Ending.ACCEPTED);
        assertThat(killed().inDoubt()).isEmpty();
        assertThat(killed().endings()).isEqualTo(Map.of(ADAS, Ending.ACCEPTED));

        slot.clear();
        assertThat(killed().endings()).isEqualTo(Map.of(ADAS, Ending.ACCEPTED));
    }

    @Test
    void whatIsInTheDatabaseIsNotToldAgain() {
        journal.result(1, ADAS, Ending.ACCEPTED);
        journal.result(2, BOBS, Ending.REFUSED);
        journal.marked(1);
        assertThat(killed().endings()).isEqualTo(Map.of(BOBS, Ending.REFUSED));
    }

    @Test
    void anEndingUnderAnEarlierLeaseSaysNothingAboutASecondTry() {
        journal.result(1, ADAS, Ending.REFUSED);
        Journal.Attempt second = new Journal.Attempt(ADAS.delivery(), LEASE + 1);
        assertThat(killed().endings()).containsOnlyKeys(ADAS);
        Journal.Slot slot = journal.slot(0);
        slot.begin(second);
        slot.dotIsNext();
        assertThat(killed().inDoubt()).containsExactly(second);
        assertThat(killed().endings()).doesNotContainKey(second);
    }

    @Test
    void aMailWhoseEndIsInTheDatabaseIsNotInDoubtWhateverItsSlotSays() {
        Journal.Slot slot = journal.slot(0);
        slot.begin(ADAS);
        slot.dotIsNext();
        journal.result(1, ADAS, Ending.NOT_ACCEPTED);
        journal.marked(1);
        assertThat(killed().inDoubt()).isEmpty();
        assertThat(killed().endings()).isEmpty();
    }

    @Test
    void aJournalInTheLayoutOfAnEarlierReleaseIsNone() throws IOException {
        journal.close();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            ByteBuffer earlier = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
            file.write(earlier.putLong(0x5042_4a4f_5552_4e31L).flip(), 0);
        }
        assertThat(Journal.read(path)).isEmpty();
    }

    @Test
    void theLaterOfTwoEndingsCounts() {
        journal.result(1, ADAS, Ending.NOT_ACCEPTED);
        journal.result(2, ADAS, Ending.ACCEPTED);
        assertThat(killed().endings()).isEqualTo(Map.of(ADAS, Ending.ACCEPTED));
    }

    @Test
    void theRingForgetsTheOldestFirst() {
        for (int number = 1; number <= Journal.RESULTS + 1; number++) {
            journal.result(number, mail(10_000L + number), Ending.ACCEPTED);
        }
        Set<Journal.Attempt> told = killed().endings().keySet();
        assertThat(told).hasSize(Journal.RESULTS).doesNotContain(mail(10_001)).contains(mail(10_002));
    }

    @Test
    void aResultThatWasHalfWrittenIsNone() throws IOException {
        journal.result(1, ADAS, Ending.ACCEPTED);
        journal.close();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            // The id of the only result: head, two slots, one result that was never written, eight bytes on.
            file.write(ByteBuffer.wrap(new byte[] {9}), 128 + 2 * 64 + 40 + 8);
        }
        assertThat(killed().endings()).isEmpty();
    }

    @Test
    void whatIsNoJournalIsNotRead() throws IOException {
        assertThat(Journal.read(folder.resolve("none"))).isEmpty();
        assertThat(Journal.read(Files.writeString(folder.resolve("short"), "hello")))
                .isEmpty();
        assertThat(Journal.read(Files.write(folder.resolve("zeros"), new byte[500_000])))
                .isEmpty();
    }

    @Test
    void anotherStartReplacesTheJournal() {
        journal.result(1, ADAS, Ending.ACCEPTED);
        try (Journal next = Journal.begin(path, 8, 4)) {
            assertThat(next.slot(3)).isNotNull();
            assertThat(killed().epoch()).isEqualTo(8);
            assertThat(killed().endings()).isEmpty();
        }
    }

    @Test
    void afterTheMachineHasStoppedNothingIsBelieved() throws IOException {
        journal.close();
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}), 16);
        }
        assertThat(killed().believable()).isFalse();
    }
}

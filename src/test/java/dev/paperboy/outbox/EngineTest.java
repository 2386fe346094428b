package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engines on a real ledger, with real lines to a server. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class EngineTest {

    @Inject
    EngineRoom room;

    @Inject
    TestClock clock;

    @TempDir
    Path folder;

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start().offering("PIPELINING");

    @BeforeEach
    void clear() throws InterruptedException {
        room.clear();
    }

    @AfterEach
    void leave() throws InterruptedException {
        room.leave();
        server.close();
    }

    @Test
    void oneReaderWhoseMailCannotBeComposedDoesNotStopTheRest() {
        List<Long> rows = room.mailsTo(room.readers(20));
        room.cannotBeComposed(rows.get(3));
        room.start(folder.resolve("one"), relay(3));
        room.await(
                DeliveryStatus.SENT,
                rows.stream().filter(row -> !row.equals(rows.get(3))).toList());
        assertThat(room.delivery(rows.get(3)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(room.delivery(rows.get(3)).reply()).contains("could not be composed");
    }

    @Test
    void twoEnginesOnOneLedgerSendEachMailOnce() {
        List<EmailAddress> readers = room.readers(150);
        List<Long> rows = room.mailsTo(readers);
        room.start(folder.resolve("one"), relay(4));
        room.start(folder.resolve("two"), relay(4));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(EngineRoom.recipients(server)).doesNotHaveDuplicates().hasSize(readers.size());
    }

    @Test
    void whoLeavesWhileTheirMailWaitsLongForAConnectionGetsNothing() {
        List<Long> rows = room.mailsTo(room.readers(4));
        server.always(".", ScriptedSmtpServer.SLOWLY);
        room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(server.commands()).contains("DATA"));
        room.areNotWanted(rows);
        clock.advance(Duration.ofSeconds(6));
        EngineRoom.eventually(() -> assertThat(rows)
                .filteredOn(row -> room.delivery(row).status() == DeliveryStatus.SKIPPED)
                .hasSize(3)
                .allSatisfy(row -> assertThat(room.delivery(row).attempts()).isZero()));
        room.await(DeliveryStatus.SENT, rows.subList(0, 1));
    }

    @Test
    void anAddressThatIsGoneIsNotWrittenToAgain() {
        List<EmailAddress> readers = room.readers(3);
        server.next("RCPT", "550 5.1.1 no such user here");
        List<Long> rows = room.mailsTo(readers);
        room.start(folder.resolve("one"), relay(1));
        room.await(DeliveryStatus.FAILED, rows.subList(0, 1));
        room.await(DeliveryStatus.SENT, rows.subList(1, 3));
        EngineRoom.eventually(() -> assertThat(room.status(readers.get(0))).isEqualTo(ReaderStatus.SUPPRESSED));
        assertThat(room.status(readers.get(1))).isNotEqualTo(ReaderStatus.SUPPRESSED);
    }

    @Test
    void aFullMailboxIsNoReasonToGiveAReaderUp() {
        List<EmailAddress> readers = room.readers(1);
        server.next("RCPT", "552 5.2.2 mailbox full");
        List<Long> rows = room.mailsTo(readers);
        room.start(folder.resolve("one"), relay(1));
        room.await(DeliveryStatus.FAILED, rows);
        assertThat(room.status(readers.getFirst())).isNotEqualTo(ReaderStatus.SUPPRESSED);
    }

    @Test
    void aWorkerThatStumblesAfterTheDotLeavesThatMailInDoubtAndGoesOn() {
        List<EmailAddress> readers = room.readers(3);
        List<Long> rows = room.mailsTo(readers);
        Courier steady = relay(1);
        room.start(folder.resolve("one"), new StumblingCourier(steady, StumblingCourier.When.AFTER_THE_DOT));
        room.await(DeliveryStatus.UNCERTAIN, rows.subList(0, 1));
        room.await(DeliveryStatus.SENT, rows.subList(1, 3));
        assertThat(room.delivery(rows.getFirst()).reply()).contains("stumbled", "may or may not");
        assertThat(EngineRoom.recipients(server)).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void aWorkerThatStumblesBeforeTheDotTriesThatMailLaterAndGoesOn() {
        List<Long> rows = room.mailsTo(room.readers(3));
        Courier steady = relay(1);
        room.start(folder.resolve("one"), new StumblingCourier(steady, StumblingCourier.When.BEFORE_THE_DOT));
        room.await(DeliveryStatus.SENT, rows.subList(1, 3));
        room.await(DeliveryStatus.PENDING, rows.subList(0, 1));
        assertThat(room.delivery(rows.getFirst()).reply()).contains("stumbled");
        assertThat(room.delivery(rows.getFirst()).attempts()).isOne();
    }

    @Test
    void stoppedInOrderItGivesBackWhatItHadNotBegun() throws InterruptedException {
        server.always(".", ScriptedSmtpServer.SLOWLY);
        List<EmailAddress> readers = room.readers(30);
        List<Long> rows = room.mailsTo(readers);
        Engine engine = room.start(folder.resolve("one"), relay(2));
        EngineRoom.eventually(() -> assertThat(server.received()).isNotEmpty());
        engine.drain();
        assertThat(rows.stream().map(row -> room.delivery(row).status()))
                .containsOnly(DeliveryStatus.SENT, DeliveryStatus.PENDING);
        assertThat(rows.stream().filter(row -> room.delivery(row).status() == DeliveryStatus.SENT))
                .hasSameSizeAs(EngineRoom.recipients(server));
    }

    @Test
    void aMailWhoseLeaseHasNearlyRunOutIsNotEnded() {
        server.next("DATA", ScriptedSmtpServer.SLOWLY);
        List<Long> rows = room.mailsTo(room.readers(1));
        room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(server.commands()).contains("DATA"));
        clock.advance(Duration.ofSeconds(171));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(server.commands()).filteredOn("DATA"::equals).hasSize(2);
        assertThat(EngineRoom.recipients(server)).as("no dot the first time").hasSize(1);
        assertThat(room.delivery(rows.getFirst()).attempts())
                .as("which was nobody's fault")
                .isOne();
    }

    @Test
    void whoIsToldToEndWhileStartingDoesNotBeginToSend() throws InterruptedException {
        Engine engine = room.start(folder.resolve("one"), relay(1));
        engine.end(null);
        engine.start();
        assertThat(engine.isRunning()).isFalse();
    }

    private Courier relay(int connections) {
        return new RoutesToServers().to("relay", server.port(), connections, 1);
    }
}

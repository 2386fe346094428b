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
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine does when a relay is not well. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class EngineTroubleTest {

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
    void aServerThatIsDownBurnsNobodysTriesAndItsReasonIsShown() {
        server.always("CONNECT", "554 5.3.2 closed until further notice");
        List<Long> rows = room.mailsTo(room.readers(5));
        Engine engine = room.start(folder.resolve("one"), relay(2));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        assertThat(engine.troubles().getFirst().reason()).contains("closed until further notice");
        room.await(DeliveryStatus.PENDING, rows);

        server.always("CONNECT", "220 scripted.example ESMTP");
        clock.advance(Duration.ofHours(1));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(engine.troubles()).isEmpty();
        assertThat(rows)
                .allSatisfy(row -> assertThat(room.delivery(row).attempts()).isOne());
    }

    @Test
    void whoTriesAtOnceLearnsWhetherItHelpedAndSinceWhenItIsBroken() {
        server.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = room.mailsTo(room.readers(3));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        RelayTrouble trouble = engine.troubles().getFirst();

        clock.advance(Duration.ofSeconds(4));
        server.always("CONNECT", "554 5.3.2 still closed");
        engine.tryRelaysNow();
        EngineRoom.eventually(
                () -> assertThat(engine.troubles().getFirst().reason()).contains("still closed"));
        assertThat(engine.troubles().getFirst().since()).isEqualTo(trouble.since());

        server.always("CONNECT", "220 scripted.example ESMTP");
        engine.tryRelaysNow();
        room.await(DeliveryStatus.SENT, rows);
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void aTryThatNoMailNeededIsNotLostForTheNext() {
        server.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = room.mailsTo(room.readers(12));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        EngineRoom.eventually(
                () -> assertThat(rows.stream().map(row -> room.delivery(row).status()))
                        .containsOnly(DeliveryStatus.PENDING));
        room.areNotWanted(rows.subList(0, 11));

        server.always("CONNECT", "220 scripted.example ESMTP");
        clock.advance(Duration.ofMinutes(5));
        room.await(DeliveryStatus.SENT, rows.subList(11, 12));
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void whileOneRelayIsInTroubleTheOtherTakesEverything() {
        try (ScriptedSmtpServer broken = ScriptedSmtpServer.start().always("CONNECT", "554 5.3.2 closed")) {
            List<EmailAddress> readers = room.readers(40);
            List<Long> rows = room.mailsTo(readers);
            room.start(
                    folder.resolve("one"),
                    new RoutesToServers().to("broken", broken.port(), 2, 1).to("spare", server.port(), 2, 0));
            room.await(DeliveryStatus.SENT, rows);
            assertThat(EngineRoom.recipients(server)).hasSize(readers.size()).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoIsTurnedAwayComesBackWithFewerConnections() {
        server.next("CONNECT", "421 4.7.0 too many connections", "421 4.7.0 too many connections");
        List<Long> rows = room.mailsTo(room.readers(30));
        room.start(folder.resolve("one"), relay(4));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(EngineRoom.recipients(server)).doesNotHaveDuplicates();
        assertThat(rows)
                .allSatisfy(row -> assertThat(room.delivery(row).attempts()).isOne());
    }

    @Test
    void connectionsOfWhichTheRelayTurnsOneAwayFallToHalfAndGrowBackWithTheMailsItTakes() {
        String yes = "220 scripted.example ESMTP";
        server.next("CONNECT", yes, yes, yes, yes, yes, yes, yes, "421 4.7.0 too many connections");
        List<Long> rows = room.mailsTo(room.readers(500));
        room.start(folder.resolve("one"), relay(8));
        EngineRoom.eventually(() -> assertThat(EngineRoom.recipients(server)).hasSize(rows.size()));
        List<Integer> crowd = server.crowd();
        assertThat(crowd.subList(60, 95)).allMatch(connections -> connections <= 4);
        assertThat(crowd.subList(450, 500)).allMatch(connections -> connections >= 6 && connections <= 8);
        room.await(DeliveryStatus.SENT, rows);
    }

    @Test
    void aRelayThatHangsUpAtOneMailKeepsTheOthersGoing() {
        server.next("RCPT", ScriptedSmtpServer.HANG_UP);
        List<Long> rows = room.mailsTo(room.readers(3));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        room.await(DeliveryStatus.SENT, rows.subList(1, 3));
        assertThat(engine.troubles()).isEmpty();
        assertThat(room.delivery(rows.getFirst()).attempts()).isOne();
    }

    @Test
    void oneMailThatTheRelayNeverBearsIsItsOwnTrouble() {
        List<EmailAddress> readers = room.readers(6);
        server.always("RCPT TO:<" + readers.getFirst().value() + ">", "421 4.3.2 not with this one");
        List<Long> rows = room.mailsTo(readers);
        Engine engine = room.start(folder.resolve("one"), relay(1));
        room.await(DeliveryStatus.SENT, rows.subList(1, 6));
        assertThat(engine.troubles()).isEmpty();
        assertThat(room.delivery(rows.getFirst()).attempts()).isOne();
    }

    @Test
    void manyMailsThatTheRelayBreaksOffAreTheRelaysTrouble() {
        server.always("RCPT", "421 4.3.2 nobody today");
        List<Long> rows = room.mailsTo(room.readers(12));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        assertThat(rows).filteredOn(row -> room.delivery(row).attempts() > 0).hasSizeLessThanOrEqualTo(3);

        server.always("RCPT", "250 2.1.5 with pleasure");
        clock.advance(Duration.ofMinutes(10));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void howeverOftenOneMailIsBrokenOffItIsNotTheRelay() {
        List<Long> rows = room.mailsTo(room.readers(1));
        server.always("RCPT", "421 4.3.2 not with this one");
        Engine engine = room.start(folder.resolve("one"), relay(1));
        for (int tries = 1; tries <= 5; tries++) {
            int these = tries;
            EngineRoom.eventually(
                    () -> assertThat(room.delivery(rows.getFirst()).attempts()).isEqualTo(these));
            assertThat(engine.troubles()).isEmpty();
            clock.advance(Duration.ofHours(9));
        }
    }

    @Test
    void aRelayThatNeverAnswersTheDotGetsNoMoreThanAFewMails() {
        server.always(".", ScriptedSmtpServer.HANG_UP);
        List<Long> rows = room.mailsTo(room.readers(12));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(
                () -> assertThat(engine.troubles()).singleElement().satisfies(trouble -> assertThat(trouble.reason())
                        .contains("no answer came back")));
        EngineRoom.eventually(
                () -> assertThat(in(DeliveryStatus.UNCERTAIN, rows)).hasSize(4));

        engine.tryRelaysNow();
        EngineRoom.eventually(
                () -> assertThat(in(DeliveryStatus.UNCERTAIN, rows)).hasSize(5));
        assertThat(engine.troubles()).hasSize(1);

        server.always(".", "250 2.0.0 taken");
        clock.advance(Duration.ofMinutes(10));
        EngineRoom.eventually(() -> assertThat(in(DeliveryStatus.SENT, rows)).hasSize(7));
        assertThat(engine.troubles()).isEmpty();
        assertThat(in(DeliveryStatus.UNCERTAIN, rows)).hasSize(5);
    }

    @Test
    void aRelayThatRefusesEverybodyIsNotTheReadersFault() {
        List<EmailAddress> readers = room.readers(30);
        server.always("RCPT", "550 5.1.1 nobody of that name");
        List<Long> rows = room.mailsTo(readers);
        room.start(folder.resolve("one"), relay(2));
        EngineRoom.eventually(() -> assertThat(rows).allSatisfy(row -> {
            assertThat(room.delivery(row).attempts()).isOne();
            assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        }));
        EngineRoom.eventually(() -> assertThat(readers)
                .filteredOn(reader -> room.status(reader) == ReaderStatus.SUPPRESSED)
                .isEmpty());

        server.always("RCPT", "250 2.1.5 with pleasure");
        clock.advance(Duration.ofHours(1));
        room.await(DeliveryStatus.SENT, rows);
    }

    @Test
    void mailThatNoWorkerOfARelayThatHangsComesToGoesToAnother() {
        server.always(".", ScriptedSmtpServer.SILENCE);
        List<Long> rows = room.mailsTo(room.readers(6));
        Engine engine = room.start(folder.resolve("one"), relay(1));
        EngineRoom.eventually(() -> assertThat(server.commands()).contains("DATA"));
        clock.advance(Duration.ofSeconds(6));
        try (ScriptedSmtpServer well = ScriptedSmtpServer.start().offering("PIPELINING")) {
            room.start(folder.resolve("two"), new RoutesToServers().to("well", well.port(), 2, 1));
            EngineRoom.eventually(
                    () -> assertThat(in(DeliveryStatus.SENT, rows)).hasSizeGreaterThanOrEqualTo(4));
        }
        assertThat(engine.troubles()).isEmpty();
        server.hangUpOnAll();
    }

    @Test
    void aTestMailTakesAnotherRelayWhereOneIsDown() {
        Courier two = new RoutesToServers().to("down", 1, 1, 5).to("well", server.port(), 1, 1);
        Engine engine = room.start(folder.resolve("one"), two);
        Outbox.Tried tried = room.sendTest(engine, two);
        assertThat(tried.outcome()).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(tried.relay()).isEqualTo("well");
    }

    @Test
    void aTestMailThatIsTakenShowsThatTheRelayIsWellAgain() {
        server.always("CONNECT", "554 5.3.2 closed until further notice");
        room.readers(1);
        Courier relay = relay(1);
        Engine engine = room.start(folder.resolve("one"), relay);
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        server.always("CONNECT", "220 open again");
        assertThat(room.sendTest(engine, relay).outcome()).isInstanceOf(DeliveryOutcome.Accepted.class);
        assertThat(engine.troubles()).isEmpty();
    }

    @Test
    void withoutAJournalNothingIsSent() throws IOException {
        server.always(".", ScriptedSmtpServer.SLOWLY);
        List<Long> rows = room.mailsTo(room.readers(40));
        Engine engine = room.start(folder.resolve("one"), relay(2));
        EngineRoom.eventually(() -> assertThat(server.received()).isNotEmpty());
        try (FileChannel journal = FileChannel.open(folder.resolve("one/journal"), StandardOpenOption.WRITE)) {
            journal.truncate(0);
        }

        EngineRoom.eventually(
                () -> assertThat(engine.troubles()).singleElement().satisfies(trouble -> assertThat(trouble.reason())
                        .contains("start Paperboy again")));
        engine.tryRelaysNow();
        assertThat(engine.troubles())
                .singleElement()
                .extracting(RelayTrouble::nextTry)
                .isNull();
        assertThat(EngineRoom.recipients(server)).hasSizeLessThan(rows.size()).doesNotHaveDuplicates();
    }

    private List<Long> in(DeliveryStatus status, List<Long> rows) {
        return rows.stream()
                .filter(row -> room.delivery(row).status() == status)
                .toList();
    }

    private Courier relay(int connections) {
        return new RoutesToServers().to("relay", server.port(), connections, 1);
    }
}

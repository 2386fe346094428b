package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.smtp.RoutesToServers;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A relay that answers, and takes no mail yet: its own trouble, or a wait that each mail has to go through. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class PutOffTest {

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

    @ParameterizedTest
    @CsvSource({
        "RCPT,451 Temporary local problem - please try later",
        ".,451 4.3.0 Error: queue file write error",
        "DATA,452 4.3.1 Insufficient system storage"
    })
    void aRelayThatPutsEverybodyOffForItsOwnTroubleBurnsNobodysTries(String command, String reply) {
        server.always(command, reply);
        List<Long> rows = room.mailsTo(room.readers(30));
        Engine engine = start(2);
        EngineRoom.eventually(
                () -> assertThat(engine.troubles()).singleElement().satisfies(trouble -> {
                    assertThat(trouble.reason()).contains("One mail after the other is put off", reply);
                    assertThat(trouble.nextTry()).isAfter(clock.instant());
                }));
        EngineRoom.eventually(() -> assertThat(rows)
                .allSatisfy(row -> assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING)));
        assertThat(rows).filteredOn(row -> room.delivery(row).attempts() > 0).hasSizeLessThanOrEqualTo(4);

        clock.advance(Duration.ofMinutes(1));
        engine.tryRelaysNow();
        EngineRoom.eventually(() -> assertThat(engine.troubles().getFirst().nextTry())
                .as("the mail that tried the way again was put off, too")
                .isAfter(clock.instant()));

        server.always(command, command.equals("DATA") ? "354 go ahead" : "250 2.0.0 fine");
        clock.advance(Duration.ofMinutes(10));
        // A mail that was at the relay when the clock went on is taken back, and the next try is later on a clock that
        // stands.
        EngineRoom.eventually(() -> {
            engine.tryRelaysNow();
            assertThat(rows)
                    .allSatisfy(row -> assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.SENT));
        });
        assertThat(engine.troubles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"450 4.2.0 Recipient address rejected: Greylisted", "451 4.7.1 come again", "451 not yet"})
    void aRelayThatLetsEachMailWaitOnceGetsThemAllOnceAndThenAgain(String reply) {
        server.always("RCPT", reply);
        List<Long> rows = room.mailsTo(room.readers(30));
        Engine engine = start(2);
        EngineRoom.eventually(() -> assertThat(rows).allSatisfy(row -> {
            assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
            assertThat(room.delivery(row).attempts()).isOne();
        }));
        assertThat(engine.troubles()).isEmpty();

        server.always("RCPT", "250 2.1.5 fine");
        clock.advance(Duration.ofMinutes(2));
        room.await(DeliveryStatus.SENT, rows);
    }

    @Test
    void aMailThatCannotBeSentLeavesItsTryOfTheRelayToTheNext() {
        server.always(".", "451 4.3.0 Error: queue file write error");
        List<Long> rows = room.mailsTo(room.readers(30));
        Engine engine = start(1);
        EngineRoom.eventually(() -> {
            assertThat(engine.troubles()).hasSize(1);
            assertThat(rows)
                    .allSatisfy(row -> assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING));
        });
        long first = rows.stream()
                .filter(row -> room.delivery(row).attempts() == 0)
                .findFirst()
                .orElseThrow();
        room.cannotBeSent(first);
        server.always(".", "250 2.0.0 fine");
        // Nothing moves the clock on from here, so that a try which is lost is the last.
        clock.advance(Duration.ofMinutes(10));
        room.await(DeliveryStatus.FAILED, List.of(first));
        room.await(
                DeliveryStatus.SENT, rows.stream().filter(row -> row != first).toList());
    }

    @Test
    void mailboxesThatAreFullEachWaitForThemselves() {
        server.always("RCPT", "452 4.2.2 mailbox full");
        List<Long> rows = room.mailsTo(room.readers(30));
        Engine engine = start(2);
        for (int tries = 1; tries <= 3; tries++) {
            int these = tries;
            EngineRoom.eventually(() -> assertThat(rows)
                    .allSatisfy(row -> assertThat(room.delivery(row).attempts()).isEqualTo(these)));
            assertThat(engine.troubles()).isEmpty();
            clock.advance(Duration.ofHours(1));
        }
    }

    private Engine start(int connections) {
        return room.start(folder.resolve("one"), new RoutesToServers().to("relay", server.port(), connections, 1));
    }
}

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
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays beside one another: their shares, their rates, and how one that nobody needs comes back. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class RelaysTest {

    @Inject
    EngineRoom room;

    @Inject
    TestClock clock;

    @TempDir
    Path folder;

    private final ScriptedSmtpServer one = ScriptedSmtpServer.start().offering("PIPELINING");
    private final ScriptedSmtpServer other = ScriptedSmtpServer.start().offering("PIPELINING");
    private final String name = "n" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeEach
    void clear() throws InterruptedException {
        room.clear();
    }

    @AfterEach
    void leave() throws InterruptedException {
        room.leave();
        one.close();
        other.close();
    }

    @Test
    void mailIsDividedByTheWeightsOfItsRelays() {
        List<Long> rows = room.mailsTo(room.readers(240));
        room.start(folder, bound(Map.of("weight", "3"), Map.of("weight", "1")));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(one.received().size() + other.received().size()).isEqualTo(rows.size());
        assertThat(other.received()).hasSizeBetween(40, 80);
    }

    @Test
    void whoseAddressOneRelayCannotTakeGetsTheirMailThroughAnother() {
        other.offering("SMTPUTF8");
        List<Long> rows = room.mailsTo(room.readers(20, "jürgen", "engine.example"));
        room.start(folder, bound(Map.of(), Map.of()));
        EngineRoom.eventually(() -> {
            clock.advance(Duration.ofSeconds(11));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.SENT));
        });
        assertThat(other.received()).hasSize(rows.size());
        assertThat(rows).allSatisfy(row -> assertThat(room.delivery(row).attempts())
                .as("another relay's lack is no try")
                .isOne());
    }

    @Test
    void whoseAddressNoRelayCanTakeIsToldSoInsteadOfWaiting() {
        List<Long> rows = room.mailsTo(room.readers(20, "jürgen", "engine.example"));
        room.start(folder, bound(Map.of(), Map.of()));
        EngineRoom.eventually(() -> {
            clock.advance(Duration.ofSeconds(11));
            assertThat(rows)
                    .allSatisfy(row -> assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.FAILED));
        });
        assertThat(room.delivery(rows.getFirst()).reply()).contains("no SMTPUTF8");
    }

    /** The clock stands still, so that the rate gives out about two seconds' moments and no more. */
    @Test
    void aRelayAtItsRateHoldsUpNoOther() {
        List<Long> rows = room.mailsTo(room.readers(240));
        room.start(folder, bound(Map.of("rate", "20"), Map.of()));
        room.await(DeliveryStatus.SENT, rows);
        assertThat(one.received()).hasSizeBetween(20, 60);
        assertThat(other.received()).hasSize(rows.size() - one.received().size());
    }

    @Test
    void twoEnginesKeepTheRateOfOneRelayTogether() {
        List<Long> rows = room.mailsTo(room.readers(150));
        Map<String, String> rate = Map.of("rate", "10");
        room.start(folder.resolve("one"), RoutesToServers.bound(relay(name, one, rate)));
        room.start(folder.resolve("two"), RoutesToServers.bound(relay(name, one, rate)));
        for (int seconds = 1; seconds <= 5; seconds++) {
            int atLeast = 10 * seconds;
            EngineRoom.eventually(() -> assertThat(one.received()).hasSizeGreaterThanOrEqualTo(atLeast));
            assertThat(one.received()).hasSizeLessThanOrEqualTo(atLeast + 30);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(one.received()).hasSizeLessThan(rows.size());
    }

    @Test
    void noMomentOfARelayIsSpentOnAMailThatWaitsForItsDomain() {
        List<Long> slow = room.mailsTo(room.readers(40, name + ".example"));
        List<Long> quick = room.mailsTo(room.readers(5));
        room.isSlow(name + ".example", 0.001);
        room.start(folder, RoutesToServers.bound(relay(name, one, Map.of("rate", "10"))));
        room.await(DeliveryStatus.SENT, quick);
        assertThat(slow)
                .filteredOn(row -> room.delivery(row).status() == DeliveryStatus.SENT)
                .hasSizeLessThan(2);
    }

    @Test
    void aRelayThatOnlyStandsInIsCalledUntilItIsWell() {
        one.always("CONNECT", "554 5.3.2 closed");
        other.always("CONNECT", "554 5.3.2 closed, too");
        List<Long> rows = room.mailsTo(room.readers(3));
        Engine engine = room.start(folder, bound(Map.of(), Map.of("weight", "0")));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(2));

        one.always("CONNECT", "220 open");
        clock.advance(Duration.ofMinutes(5));
        room.await(DeliveryStatus.SENT, rows);
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));

        other.always("CONNECT", "220 open, too");
        clock.advance(Duration.ofMinutes(5));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).isEmpty());
        EngineRoom.eventually(() -> assertThat(other.commands()).last().isEqualTo("QUIT"));
        assertThat(other.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void aRelayThatNoMailIsDueForIsCalledUntilItIsWell() {
        one.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = room.mailsTo(room.readers(1));
        Engine engine = room.start(folder, new RoutesToServers().to(name, one.port(), 1, 1));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        room.areNotWanted(rows);
        clock.advance(Duration.ofMinutes(5));
        room.await(DeliveryStatus.SKIPPED, rows);
        Instant next = engine.troubles().getFirst().nextTry();
        clock.advance(Duration.ofMinutes(5));
        EngineRoom.eventually(() -> assertThat(engine.troubles().getFirst().nextTry())
                .as("called, and closed")
                .isAfter(next));

        one.always("CONNECT", "220 open");
        clock.advance(Duration.ofMinutes(5));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).isEmpty());
    }

    @Test
    void aMailThatNobodyMaySendSaysNothingAboutARelay() {
        one.always("CONNECT", "554 5.3.2 closed");
        List<Long> rows = room.mailsTo(room.readers(2));
        Engine engine = room.start(folder, new RoutesToServers().to(name, one.port(), 1, 1));
        EngineRoom.eventually(() -> assertThat(engine.troubles()).hasSize(1));
        room.await(DeliveryStatus.PENDING, rows);
        room.areNotWanted(rows.subList(0, 1));
        room.cannotBeSent(rows.get(1));
        RelayTrouble before = engine.troubles().getFirst();
        clock.advance(Duration.ofMinutes(5));
        EngineRoom.eventually(() -> {
            // The clock stands still, so that a try that found nothing to do would be the last.
            engine.tryRelaysNow();
            assertThat(room.delivery(rows.get(1)).status()).isEqualTo(DeliveryStatus.FAILED);
        });
        assertThat(room.delivery(rows.get(1)).reply()).contains("cannot be sent as a mail");
        assertThat(engine.troubles()).singleElement().satisfies(trouble -> assertThat(trouble.since())
                .isEqualTo(before.since()));
    }

    private Courier bound(Map<String, String> its, Map<String, String> others) {
        Map<String, String> both = new HashMap<>(relay(name + "a", one, its));
        both.putAll(relay(name + "b", other, others));
        return RoutesToServers.bound(both);
    }

    private static Map<String, String> relay(String name, ScriptedSmtpServer server, Map<String, String> its) {
        String prefix = "paperboy.smtp.relays." + name + ".";
        Map<String, String> settings = new HashMap<>(Map.of(
                prefix + "host", "127.0.0.1",
                prefix + "port", String.valueOf(server.port()),
                prefix + "tls", "none",
                prefix + "connections", "2"));
        its.forEach((key, value) -> settings.put(prefix + key, value));
        return settings;
    }
}

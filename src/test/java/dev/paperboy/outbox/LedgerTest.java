package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ledger's promises, on a real database. Its rows are due in 2099, so that the engine leaves them to the test. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LedgerTest {

    private static final Instant FAR = Instant.parse("2099-01-01T00:00:00Z");
    private static final String WORKER = "test-node/1";

    @Inject
    Ledger ledger;

    @Inject
    DeliveryRows rows;

    @Inject
    Outbox outbox;

    @Inject
    Subscriptions subscriptions;

    @Inject
    TestClock clock;

    @Test
    void ofManyWorkersOneGetsTheRow() throws Exception {
        long row = entrusted();
        try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> all = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(
                            n -> () -> ledger.lease(row, "test-node/" + n).isPresent())
                    .toList();
            long winners = 0;
            for (var result : workers.invokeAll(all)) {
                winners += result.get() ? 1 : 0;
            }
            assertThat(winners).isOne();
        }
    }

    @Test
    void whatTheRelayTookIsSentWithItsReply() {
        long row = leased();
        ledger.record(WORKER, row, new DeliveryOutcome.Accepted("250 2.0.0 queued as 4711"));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery(row).reply()).isEqualTo("250 2.0.0 queued as 4711");
    }

    @Test
    void aDeferredMailIsTriedAgainLaterAndGivenUpInTheEnd() {
        long row = leased();
        ledger.record(WORKER, row, new DeliveryOutcome.Deferred("451 4.7.1 come again"));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery(row).notBefore()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        for (int tries = 1; tries <= 8; tries++) {
            assertThat(ledger.lease(row, WORKER)).isPresent();
            ledger.record(WORKER, row, new DeliveryOutcome.Deferred("451 4.7.1 come again"));
        }
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(delivery(row).reply()).startsWith("given up after 9 tries: 451");
    }

    @Test
    void aRelayInTroubleBurnsNobodysTries() {
        long row = leased();
        // In one transaction, because the row is due at once and the engine would take it.
        Delivery after = QuarkusTransaction.requiringNew().call(() -> {
            ledger.record(WORKER, row, new DeliveryOutcome.Unreachable("connection refused"));
            Delivery given = rows.findById(row).delivery();
            rows.findById(row).finish(DeliveryStatus.CANCELLED, "the test is over", clock.instant());
            return given;
        });
        assertThat(after.status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(after.attempts()).isZero();
        assertThat(after.reply()).isEqualTo("connection refused");
    }

    @Test
    void whatAProcessDiedWithIsUncertainAndOnlyAnOperatorSendsItAgain() {
        long row = leased();
        ledger.settleLeasesOf("test-node");
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(ledger.lease(row, WORKER)).isEmpty();
        UUID messageKey = delivery(row).messageKey();

        assertThat(outbox.markSent(row)).isPresent();
        assertThat(outbox.sendAgain(row)).as("it is sent already").isEmpty();
        assertThat(delivery(row).messageKey()).isEqualTo(messageKey);
    }

    @Test
    void aLeaseThatIsYoungOrSomebodyElsesIsLeftAlone() {
        long row = leased();
        ledger.settleLeasesOf("other-node");
        ledger.settleLostLeases();
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.record(WORKER, row, new DeliveryOutcome.Refused("550 no"));
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        long row = leased();
        ledger.record("other-node/1", row, new DeliveryOutcome.Refused("550 5.1.1 no such user"));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.record(WORKER, row, new DeliveryOutcome.Refused("550 5.1.1 no such user"));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.FAILED);
    }

    private long leased() {
        long row = entrusted();
        assertThat(ledger.lease(row, WORKER)).isPresent();
        return row;
    }

    private long entrusted() {
        String name = UUID.randomUUID().toString();
        EmailAddress address = new EmailAddress(name + "@ledger.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        long reader = subscriptions.byEmail(address).orElseThrow().id();
        outbox.entrust(List.of(Entrusted.notice(DeliveryKind.PREFERENCES, reader, FAR)));
        return outbox.newest(List.of(DeliveryStatus.PENDING), null, 50).stream()
                .filter(row -> row.readerId() == reader && row.kind() == DeliveryKind.PREFERENCES)
                .findFirst()
                .orElseThrow()
                .id();
    }

    private Delivery delivery(long id) {
        return outbox.newest(List.of(DeliveryStatus.values()), null, 500).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }
}

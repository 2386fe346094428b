package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dispatch.Dispatch;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.testsupport.PostfixSink;
import dev.paperboy.testsupport.TestClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Has the engine send what waits, as it does when the application runs, but to a sink and under a signer of the benchmark's choice. */
@ApplicationScoped
class BenchmarkEngine {

    static final int CONNECTIONS = 8;

    private static final Duration TAKE_UP = Duration.ofSeconds(15);

    private final BenchmarkStage stage;
    private final Ledger ledger;
    private final Node node;
    private final Throttle throttle;
    private final Verdicts verdicts;
    private final Instance<Refusals> refusals;
    private final OutboxSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final Dispatch dispatch;
    private final TestClock clock;

    BenchmarkEngine(
            BenchmarkStage stage,
            Ledger ledger,
            Node node,
            Throttle throttle,
            Verdicts verdicts,
            Instance<Refusals> refusals,
            OutboxSettings settings,
            TransactionSynchronizationRegistry transactions,
            Dispatch dispatch,
            TestClock clock) {
        this.stage = stage;
        this.ledger = ledger;
        this.node = node;
        this.throttle = throttle;
        this.verdicts = verdicts;
        this.refusals = refusals;
        this.settings = settings;
        this.transactions = transactions;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    /** So that there is a past to look up. */
    void bringPastIssues() {
        for (int day = 0; day < BenchmarkStage.PAST_ISSUES; day++) {
            dispatch.send(stage.nextIssue().id());
            stage.everythingWasSent();
        }
    }

    /** What is due leaves; messages a second, from the start of the engine until the last is marked. */
    double sent(PostfixSink sink, Signer signer) throws Exception {
        long waiting = stage.left();
        long sentBefore = stage.sent();
        Engine engine = new Engine(
                ledger,
                node,
                stage.composing(signer),
                throttle,
                verdicts,
                new RoutesToServers().to("relay", sink.port(), CONNECTIONS, 1),
                refusals,
                settings,
                transactions,
                running());
        long begun = System.nanoTime();
        long takenUp = begun;
        engine.start();
        // Counting costs the database something too, so it is asked often only towards the end.
        for (long left = waiting; left > 0; left = stage.left()) {
            if (System.nanoTime() - takenUp > TAKE_UP.toNanos()) {
                // The schedule does, and looks at every row of an issue for it.
                dispatch.takeUp();
                takenUp = System.nanoTime();
            }
            LockSupport.parkNanos(Duration.ofMillis(left * 10 > waiting ? Math.clamp(waiting / 40, 400, 10_000) : 40)
                    .toNanos());
        }
        double perSecond = waiting * 1e9 / (System.nanoTime() - begun);
        engine.drain();
        assertThat(stage.sent() - sentBefore).isEqualTo(waiting);
        return perSecond;
    }

    /** From now on, and not standing still, so that marks differ as they do when readers get their mails. */
    private Clock running() {
        return Clock.offset(Clock.systemUTC(), Duration.between(Instant.now(), clock.instant()));
    }
}

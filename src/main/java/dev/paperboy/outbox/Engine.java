package dev.paperboy.outbox;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** One virtual thread a connection: lease a row, compose its mail, hand it over, write down the outcome, take the next. */
@ApplicationScoped
class Engine {

    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final Duration BREATH = Duration.ofMillis(300);
    private static final int WRITE_TRIES = 10;

    private final Queue queue;
    private final Ledger ledger;
    private final Node node;
    private final Breaker breaker;
    private final List<Composer> composers;
    private final Courier courier;
    private final OutboxSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final List<Thread> workers = new ArrayList<>();
    private final Object bell = new Object();
    private volatile boolean running;
    private long rings;

    Engine(
            Queue queue,
            Ledger ledger,
            Node node,
            Breaker breaker,
            @All List<Composer> composers,
            Courier courier,
            OutboxSettings settings,
            TransactionSynchronizationRegistry transactions) {
        this.queue = queue;
        this.ledger = ledger;
        this.node = node;
        this.breaker = breaker;
        this.composers = composers;
        this.courier = courier;
        this.settings = settings;
        this.transactions = transactions;
    }

    /** Begins to send. Called once, at the end of the start, when everything that composes and carries is there. */
    synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        ledger.settleLeasesOf(node.name());
        ledger.settleLostLeases();
        for (int number = 1; number <= settings.connections(); number++) {
            String worker = node.name() + "/" + number;
            workers.add(Thread.ofVirtual().name("outbox-" + number).start(() -> work(worker)));
        }
    }

    private void work(String worker) {
        try (Courier.Line line = courier.open()) {
            while (running) {
                long seen = rings();
                if (!sendNext(worker, line)) {
                    awaitBell(seen);
                }
            }
        }
    }

    /** Whether there was something to do. */
    private boolean sendNext(String worker, Courier.Line line) {
        try {
            if (!breaker.letsThrough()) {
                return false;
            }
            Optional<Delivery> leased = queue.next(worker);
            leased.ifPresent(delivery -> send(worker, line, delivery));
            return leased.isPresent();
        } catch (RuntimeException | Error broken) {
            // The database is away, memory is short, or a bug: the worker must live, and the row's lease tells what
            // happened.
            Log.errorf(broken, "%s could not work off a delivery; it goes on in a moment", worker);
            return false;
        }
    }

    private void send(String worker, Courier.Line line, Delivery delivery) {
        Composer.Composed composed;
        try {
            composed = composer(delivery.kind()).compose(delivery);
        } catch (RuntimeException broken) {
            Log.errorf(broken, "delivery %d could not be composed; the others go on", delivery.id());
            write(() -> ledger.notComposed(worker, delivery.id(), broken.toString()));
            return;
        }
        switch (composed) {
            case Composer.Composed.Skip skip -> write(() -> ledger.skip(worker, delivery.id(), skip.reason()));
            case Composer.Composed.Wait wait -> write(() -> ledger.hold(worker, delivery.id(), wait.reason()));
            case Composer.Composed.Ready ready -> hand(worker, line, delivery, ready.mail());
        }
    }

    private Composer composer(DeliveryKind kind) {
        return composers.stream()
                .filter(candidate -> candidate.composes(kind))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody composes " + kind));
    }

    private void hand(String worker, Courier.Line line, Delivery delivery, OutgoingMail mail) {
        DeliveryOutcome outcome;
        try {
            outcome = line.send(mail);
        } catch (IllegalArgumentException unsendable) {
            write(() -> ledger.fail(worker, delivery.id(), "cannot be written as a mail: " + unsendable.getMessage()));
            return;
        }
        write(() -> ledger.record(worker, delivery.id(), outcome));
        if (outcome instanceof DeliveryOutcome.Unreachable unreachable) {
            breaker.open(unreachable.reason());
        } else {
            breaker.close();
        }
    }

    /** What is known about a mail must not be lost to a database that is away for a moment. */
    private static void write(Runnable note) {
        for (int left = WRITE_TRIES; ; left--) {
            try {
                note.run();
                return;
            } catch (RuntimeException broken) {
                if (left == 0) {
                    throw broken;
                }
                LockSupport.parkNanos(BREATH.toNanos());
            }
        }
    }

    void wakeAfterCommit() {
        if (transactions.getTransactionKey() == null) {
            wake();
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    wake();
                }
            }
        });
    }

    void wake() {
        queue.forget();
        synchronized (bell) {
            rings++;
            bell.notifyAll();
        }
    }

    private long rings() {
        synchronized (bell) {
            return rings;
        }
    }

    private void awaitBell(long seen) {
        synchronized (bell) {
            if (rings == seen && running) {
                try {
                    bell.wait(IDLE.toMillis());
                } catch (InterruptedException stopped) {
                    running = false;
                }
            }
        }
    }

    /** Lets connections finish the mail they are at and takes no new one, so that an orderly stop leaves nothing in doubt. */
    void drain(@Observes ShutdownEvent stop) throws InterruptedException {
        running = false;
        wake();
        for (Thread worker : workers) {
            worker.join(Duration.ofSeconds(20));
        }
    }
}

package dev.paperboy.outbox;

import io.quarkus.arc.All;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One virtual thread a connection: lease a row, compose its mail, hand it over, write down the outcome, take the next. */
@ApplicationScoped
class Engine {

    private static final Duration IDLE = Duration.ofSeconds(1);

    /** Longer than the courier's longest patience, so that a slow send is never taken for a dead one. */
    private static final Duration LOST_AFTER = Duration.ofMinutes(30);

    private final Ledger ledger;
    private final Breaker breaker;
    private final List<Composer> composers;
    private final Courier courier;
    private final OutboxSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final String node = nodeName();
    private final List<Thread> workers = new ArrayList<>();
    private final Object bell = new Object();
    private volatile boolean running;
    private long rings;

    Engine(
            Ledger ledger,
            Breaker breaker,
            @All List<Composer> composers,
            Courier courier,
            OutboxSettings settings,
            TransactionSynchronizationRegistry transactions) {
        this.ledger = ledger;
        this.breaker = breaker;
        this.composers = composers;
        this.courier = courier;
        this.settings = settings;
        this.transactions = transactions;
    }

    /** Nodes that share a database have different host names; a restarted process has its old one. */
    private static String nodeName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }

    /** Begins to send. Called once, at the end of the start, when everything that composes and carries is there. */
    synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        ledger.settleLeftovers(node, LOST_AFTER);
        for (int number = 1; number <= settings.connections(); number++) {
            String worker = node + "/" + number;
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
            Optional<Delivery> leased = ledger.lease(worker);
            leased.ifPresent(delivery -> send(worker, line, delivery));
            return leased.isPresent();
        } catch (RuntimeException broken) {
            // The database is away, or a bug: either way the worker must live, and the row's lease tells what happened.
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
            ledger.fail(worker, delivery.id(), "could not be composed: " + broken);
            return;
        }
        switch (composed) {
            case Composer.Composed.Skip skip -> ledger.skip(worker, delivery.id(), skip.reason());
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
            ledger.fail(worker, delivery.id(), "cannot be written as a mail: " + unsendable.getMessage());
            return;
        }
        ledger.record(worker, delivery.id(), outcome);
        if (outcome instanceof DeliveryOutcome.Unreachable unreachable) {
            breaker.open(unreachable.reason());
        } else {
            breaker.close();
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

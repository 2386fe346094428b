package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Works off the ledger over every relay, and settles what an earlier process left. */
@ApplicationScoped
class Engine {

    private static final Duration LONGEST_DRAIN = Duration.ofSeconds(20);

    private final Ledger ledger;
    private final Node node;
    private final Composing composing;
    private final Throttle throttle;
    private final Verdicts verdicts;
    private final Courier courier;
    private final Instance<Refusals> refusals;
    private final OutboxSettings settings;
    private final TransactionSynchronizationRegistry transactions;
    private final Clock clock;
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final BeingHeld beingHeld = new BeingHeld();
    private Journal journal;
    private Marks marks;
    private long epoch;
    private boolean isSettled;
    private volatile Instant runningSince;
    private volatile boolean isEnding;

    Engine(
            Ledger ledger,
            Node node,
            Composing composing,
            Throttle throttle,
            Verdicts verdicts,
            Courier courier,
            Instance<Refusals> refusals,
            OutboxSettings settings,
            TransactionSynchronizationRegistry transactions,
            Clock clock) {
        this.ledger = ledger;
        this.node = node;
        this.composing = composing;
        this.throttle = throttle;
        this.verdicts = verdicts;
        this.courier = courier;
        this.refusals = refusals;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Begins to send. Called once, at the end of the start, when everything that composes and carries is there. */
    synchronized void start() {
        if (isEnding || !lanes.isEmpty()) {
            return;
        }
        settle();
        Path path = node.journal();
        epoch = ledger.newEpoch(node.name());
        node.started(epoch);
        List<Courier.Route> relays = courier.routes();
        int connections = relays.stream().mapToInt(Courier.Route::connections).sum();
        journal = Journal.begin(path, epoch, connections);
        node.leaveNoJournalOfANamelessProcess();
        marks = new Marks(journal, this::write, broken -> lanes.forEach(lane -> lane.stopForGood(broken)));
        runningSince = clock.instant();
        open(relays);
        lanes.forEach(Lane::start);
    }

    /** What an earlier process of this name left; there is nothing left to settle when it is asked again. */
    synchronized void settle() {
        if (!isSettled) {
            ledger.recover(node.name(), Journal.read(node.journal()));
            isSettled = true;
        }
    }

    /** What others left that do not come back. Not at the start: they may be about to start, too. */
    void settleLostLeases() {
        if (isRunning()) {
            ledger.settleLostLeases(node.name(), runningSince);
        }
    }

    /** The epoch of the last start that the ledger knows of; 0 where there was none. */
    long lastEpoch() {
        return ledger.lastEpoch();
    }

    boolean isRunning() {
        return !lanes.isEmpty();
    }

    private void open(List<Courier.Route> relays) {
        Map<String, Breaker> breakers = new HashMap<>();
        relays.forEach(relay -> breakers.put(relay.name(), new Breaker(relay.name(), clock)));
        Set<String> lacking = ConcurrentHashMap.newKeySet();
        // What only stands in gets no mail while another is well, so that no mail can wait for it.
        relays.stream()
                .filter(relay -> relay.weight() == 0)
                .map(Courier.Route::name)
                .forEach(lacking::add);
        Shares shares = new Shares(relays, relay -> !breakers.get(relay.name()).isOpen());
        Map<String, Double> domains = new HashMap<>();
        settings.domains().forEach((name, domain) -> domains.put(name.toLowerCase(Locale.ROOT), domain.rate()));
        Runnable afterTaking = relays.size() > 1 ? this::wake : () -> {};
        Supply supply =
                new Supply(ledger, composing, throttle, domains, shares, marks, node.name(), epoch, afterTaking, clock);
        int slot = 0;
        for (Courier.Route relay : relays) {
            lanes.add(new Lane(
                    relay,
                    supply,
                    marks,
                    journal,
                    slot,
                    composing,
                    verdicts,
                    beingHeld,
                    breakers.get(relay.name()),
                    new OtherRelays(relay.name(), breakers, lacking)));
            slot += relay.connections();
        }
    }

    /**
     * What marks say of readers stands or falls with them: nobody comes back to it. What they say of issues comes up again with the next
     * mail.
     */
    private void write(List<Marks.Note> notes) {
        List<Mark> marks = notes.stream().map(Marks.Note::mark).toList();
        try {
            ledger.mark(marks, () -> notes.forEach(this::tellOfReaders));
        } catch (RuntimeException broken) {
            // The database is away, and then this fails, too, and is tried again; or one answer cannot be acted on,
            // which
            // is no reason to forget the others.
            ledger.mark(marks);
            notes.forEach(note -> act(note, this::tellOfReaders));
        }
        notes.forEach(note -> act(note, this::tellOfIssue));
        notes.forEach(note -> beingHeld.actedOn(note.delivery(), note.outcome()));
    }

    /** What is written is written, so that nothing that comes of it may fail the batch. */
    private static void act(Marks.Note note, Consumer<Marks.Note> action) {
        try {
            action.accept(note);
        } catch (RuntimeException broken) {
            Log.errorf(
                    broken,
                    "what the answer to delivery %d means was not acted on",
                    note.delivery().id());
        }
    }

    private void tellOfReaders(Marks.Note note) {
        note.wronged().forEach(this::takeBackRefusal);
        if (note.outcome() instanceof DeliveryOutcome.Refused(String reply, Refusal why) && why == Refusal.ADDRESS) {
            refusals.get().addressIsGone(note.delivery().readerId(), reply);
        }
    }

    /** Its mark was written before, for results are written in their order, but for those of the same moment, which are told of again. */
    private void takeBackRefusal(Marks.Note wronged) {
        if (ledger.takeBack(wronged.mark())
                && wronged.outcome() instanceof DeliveryOutcome.Refused(String reply, Refusal why)
                && why == Refusal.ADDRESS) {
            refusals.get().addressIsThereAfterAll(wronged.delivery().readerId(), reply);
        }
    }

    private void tellOfIssue(Marks.Note note) {
        if (note.delivery().issueId() == null) {
            return;
        }
        tellOfWaiting(note);
        if (note.outcome() instanceof DeliveryOutcome.Refused(String reply, Refusal why) && why == Refusal.POLICY) {
            refusals.get().issueIsRefused(note.delivery().issueId(), reply);
        }
    }

    /** An issue may have been cancelled while one of its mails was at a worker, who cannot know. */
    private void tellOfWaiting(Marks.Note note) {
        if (note.mark().status() == DeliveryStatus.HELD) {
            refusals.get().mailWaits(note.delivery().issueId());
        }
    }

    void wakeAfterCommit() {
        afterCommit(this::wake);
    }

    /** What is leased of this issue and not begun goes back, to be looked at anew: here at once, on other nodes within a second or two. */
    void recallAfterCommit(long issueId) {
        afterCommit(() -> lanes.forEach(lane -> lane.recall(issueId)));
    }

    private void afterCommit(Runnable then) {
        if (transactions.getTransactionKey() == null) {
            then.run();
            return;
        }
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                if (status == Status.STATUS_COMMITTED) {
                    then.run();
                }
            }
        });
    }

    void wake() {
        lanes.forEach(Lane::wake);
    }

    /** What is wrong with relays, while something is. */
    List<RelayTrouble> troubles() {
        return lanes.stream()
                .map(Lane::breaker)
                .map(Breaker::trouble)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Tries every relay at once instead of waiting for its next try. */
    void tryRelaysNow() {
        lanes.forEach(lane -> lane.breaker().tryNow());
        wake();
    }

    /** A mail that did not come from the ledger was taken there. */
    void isWell(String relay) {
        lanes.stream().filter(lane -> lane.relay().name().equals(relay)).forEach(lane -> lane.breaker()
                .close());
        wake();
    }

    /** A start that is still on its way to sending must not come to it any more. */
    void end(@Observes ShutdownEvent stop) throws InterruptedException {
        isEnding = true;
        drain();
    }

    /** Takes nothing new, lets connections finish and writes everything down, so that an orderly stop leaves nothing in doubt. */
    synchronized void drain() throws InterruptedException {
        if (lanes.isEmpty()) {
            return;
        }
        // All at once: a lane that took time to stop would let the others go on in the meantime.
        lanes.forEach(Lane::stopTaking);
        long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
        marks.waitForRoomUntil(deadline);
        for (Lane lane : lanes) {
            lane.awaitEnd(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        lanes.clear();
        isSettled = false;
        if (!marks.close(Duration.ofSeconds(5))) {
            Log.warn("what became of the last mails is not in the database; the journal keeps it for the next start");
        }
    }
}

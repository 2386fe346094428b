package dev.paperboy.outbox;

import io.quarkus.logging.Log;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Gathers what became of mails and writes it down in batches, because a commit each would cost more than the mail. Until a batch is in
 * the database, the journal answers for it.
 */
final class Marks {

    static final int BATCH = 1000;
    private static final Duration LONGEST_DELAY = Duration.ofMillis(300);
    private static final Duration BREATH = Duration.ofMillis(500);

    private final Journal journal;
    private final Consumer<List<Note>> write;
    private final Consumer<Throwable> whenBroken;
    private final Thread writer;
    private List<Note> waiting = new ArrayList<>();
    private long last;
    private long marked;
    private OptionalLong deadline = OptionalLong.empty();
    private boolean closing;
    private boolean isBroken;

    /**
     * @param write writes a batch in one transaction; throws when the database is away, and is called again then
     * @param whenBroken is told when nothing can be written down any more
     */
    Marks(Journal journal, Consumer<List<Note>> write, Consumer<Throwable> whenBroken) {
        this.journal = journal;
        this.write = write;
        this.whenBroken = whenBroken;
        this.writer = Thread.ofPlatform().daemon().name("outbox-marks").start(this::work);
    }

    /**
     * A result.
     *
     * @param outcome null for a mail that was never handed over
     * @param wronged mails before it that were taken for refused and, as this one shows, were not: what they are to become instead
     */
    record Note(Delivery delivery, Mark mark, DeliveryOutcome outcome, List<Note> wronged) {}

    /** Takes a result; waits while the journal has no room for another one. */
    synchronized void add(Note note, Ending ending) {
        while (last - marked >= Journal.RESULTS - 1) {
            if (isBroken || deadline.isPresent() && System.nanoTime() - deadline.getAsLong() > 0) {
                throw new IllegalStateException("what becomes of mails cannot be written down any more");
            }
            await(LONGEST_DELAY);
        }
        journal.result(last + 1, Journal.Attempt.of(note.delivery()), ending);
        last++;
        waiting.add(note);
        if (waiting.size() == 1 || waiting.size() == BATCH) {
            notifyAll();
        }
    }

    /**
     * From now on nobody waits for room for longer; the journal, which is full then, tells the next start what is missing.
     *
     * @param moment on the clock of {@link System#nanoTime}
     */
    synchronized void waitForRoomUntil(long moment) {
        deadline = OptionalLong.of(moment);
    }

    private void work() {
        try {
            for (List<Note> batch = take(); !batch.isEmpty(); batch = take()) {
                writeUntilItIsIn(batch);
                done(batch.size());
            }
        } catch (RuntimeException | Error broken) {
            // The journal's disk is full, or memory is: whoever waits for room must not wait for ever.
            Log.error("what becomes of mails cannot be written down any more", broken);
            breakOff();
            whenBroken.accept(broken);
        }
    }

    private synchronized void breakOff() {
        isBroken = true;
        notifyAll();
    }

    private synchronized List<Note> take() {
        while (waiting.isEmpty() && !closing) {
            await(Duration.ZERO);
        }
        if (waiting.size() < BATCH && !closing) {
            await(LONGEST_DELAY);
        }
        List<Note> batch = waiting;
        waiting = new ArrayList<>(BATCH);
        return batch;
    }

    private void writeUntilItIsIn(List<Note> batch) {
        for (boolean told = false; ; told = true) {
            try {
                write.accept(batch);
                return;
            } catch (RuntimeException | Error away) {
                if (!told) {
                    Log.errorf(
                            away, "what became of %d mails cannot be written; it is tried until it is", batch.size());
                }
                pause();
            }
        }
    }

    private synchronized void pause() {
        await(BREATH);
    }

    private synchronized void done(int count) {
        marked += count;
        journal.marked(marked);
        notifyAll();
    }

    private void await(Duration longest) {
        try {
            wait(longest.toMillis());
        } catch (InterruptedException stopped) {
            closing = true;
        }
    }

    /** Writes what is left; false where that did not succeed in time, and the journal keeps it for the next start. */
    boolean close(Duration longest) throws InterruptedException {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        return writer.join(longest);
    }
}

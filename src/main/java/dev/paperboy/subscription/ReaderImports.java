package dev.paperboy.subscription;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.ImportCells.Row;
import dev.paperboy.subscription.ReaderImport.Problem;
import dev.paperboy.subscription.ReaderImport.State;
import dev.paperboy.topic.Topics;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Readers by the file. Whoever is there already is left as they are, and whoever left or is suppressed is never brought back, so the
 * same file can be given again. Nothing is sent to anybody for being imported.
 */
@ApplicationScoped
public class ReaderImports {

    /** In the data directory; {@code quarkus.http.body.uploads-directory} says the same. */
    private static final String UPLOADS = "uploads";

    private static final int BATCH = 2_000;
    private static final int LONGEST_NAME = 200;

    /** Between tries of one batch: somebody signed up at that very moment, or the database was away for a while. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15));

    private static final Duration LAST_BATCH = Duration.ofSeconds(10);

    private final ImportLedger ledger;
    private final Topics topics;
    private final Newsletter newsletter;
    private final Outbox outbox;
    private final Clock clock;
    private volatile boolean stopping;
    private Thread running;

    ReaderImports(ImportLedger ledger, Topics topics, Newsletter newsletter, Outbox outbox, Clock clock) {
        this.ledger = ledger;
        this.topics = topics;
        this.newsletter = newsletter;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * Ends what was under way when this process died, so that the file can be uploaded again at once, and deletes what is left of
     * uploads. To be called before the first upload can begin.
     */
    public void settle() {
        ledger.interrupt(outbox.nodeName());
        if (outbox.isFirstInItsDirectory()) {
            sweepUploads();
        }
    }

    /**
     * Deletes uploads that no process will finish: each is a file while it comes in, and whoever is killed then leaves it behind, with
     * people's addresses in it. Of what was taken in nothing is kept there.
     */
    private void sweepUploads() {
        Path uploads = newsletter.dataDir().resolve(UPLOADS);
        if (!Files.isDirectory(uploads)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(uploads, Files::isRegularFile)) {
            for (Path file : left) {
                Files.delete(file);
                Log.infof("an upload that was broken off has been deleted: %s", file);
            }
        } catch (IOException | DirectoryIteratorException remains) {
            Log.warnf("what is left of uploads in %s cannot be deleted: %s", uploads, remains.getMessage());
        }
    }

    /** How handing in a file ended. */
    public sealed interface Begun {

        /** It is being taken in now, and goes on by itself. */
        record Started(long importId) implements Begun {}

        /** Another file is being taken in; nothing was done. */
        record Busy(long importId) implements Begun {}

        /** The file cannot be used; nothing was done. */
        record Refused(String sentence) implements Begun {}
    }

    /**
     * Begins to take a file in, in the background. The file may be deleted as soon as this returns, for it stays open.
     *
     * @param fileName as the operator knows it
     */
    public synchronized Begun begin(Path upload, String fileName, String operator) throws IOException {
        Optional<Long> other = ledger.running();
        if (other.isPresent()) {
            return new Begun.Busy(other.get());
        }
        InputStream content = Files.newInputStream(upload);
        boolean taken = false;
        try {
            switch (ReaderFile.open(content, this::cells)) {
                case ReaderFile.Opened.Wrong(String sentence) -> {
                    return new Begun.Refused(sentence);
                }
                case ReaderFile.Opened.Good(ReaderFile file) -> {
                    long id = ledger.open(
                            shortName(fileName),
                            operator,
                            outbox.nodeName(),
                            file.unknownColumns(),
                            Files.size(upload));
                    running = Thread.ofVirtual().name("reader-import-" + id).start(() -> run(id, file));
                    taken = true;
                    return new Begun.Started(id);
                }
            }
        } finally {
            if (!taken) {
                content.close();
            }
        }
    }

    private ImportCells cells(ImportColumns columns) {
        return new ImportCells(columns, topics, newsletter.zone(), Preferences.USUAL_HOUR, clock.instant());
    }

    /** Some browsers send the whole path. */
    private static String shortName(String fileName) {
        String name = fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1)
                .replaceAll("\\p{Cntrl}", "")
                .strip();
        return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
    }

    private void run(long id, ReaderFile file) {
        try (file) {
            List<Row> batch = file.next(BATCH);
            for (int number = 1; !batch.isEmpty() && !stopping; number++) {
                write(id, number, batch, file.bytesRead());
                batch = file.next(BATCH);
            }
            if (stopping && !batch.isEmpty()) {
                ledger.end(id, State.INTERRUPTED, "");
            } else {
                ledger.end(id, State.FINISHED, "");
            }
        } catch (IOException | RuntimeException broken) {
            Log.errorf(broken, "the file of readers %d could not be taken in to its end", id);
            fail(id, broken);
        }
    }

    private void write(long id, int number, List<Row> batch, long bytesRead) {
        for (Duration pause : PAUSES) {
            try {
                ledger.write(id, number, batch, bytesRead);
                return;
            } catch (RuntimeException lost) {
                Log.warnf("a batch of the file of readers %d is tried again: %s", id, lost.getMessage());
                LockSupport.parkNanos(pause.toNanos());
            }
        }
        ledger.write(id, number, batch, bytesRead);
    }

    private void fail(long id, Exception broken) {
        try {
            String reason =
                    broken instanceof IOException ? "The file could not be read" : "The database refused a batch";
            ledger.end(id, State.FAILED, reason + "; the log has the details.");
        } catch (RuntimeException alsoBroken) {
            // Its silence will tell.
            Log.error("that could not be written down either", alsoBroken);
        }
    }

    public Optional<ReaderImport> find(long importId) {
        return ledger.find(importId);
    }

    public List<ReaderImport> newest(int most) {
        return ledger.newest(most);
    }

    /** The next rows behind a line that were not taken, by line: those at fault, or those kept out. Lines count from 1. */
    public List<Problem> problems(long importId, boolean keptOut, int afterLine, int most) {
        return ledger.problems(importId, keptOut, afterLine, most);
    }

    /** The batch in hand is finished, so that the counts are true. */
    void stop(@Observes ShutdownEvent ending) throws InterruptedException {
        stopping = true;
        Thread last = last();
        if (last != null) {
            last.join(LAST_BATCH);
        }
    }

    private synchronized Thread last() {
        return running;
    }
}

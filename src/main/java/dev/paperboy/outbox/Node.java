package dev.paperboy.outbox;

import dev.paperboy.kernel.Newsletter;
import io.quarkus.logging.Log;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * This process's name in leases. It is kept in the data directory under a lock, so that a process which is started again knows the
 * leases it died with, and two processes that share a directory, or have copies of one, never take each other's for their own.
 *
 * <p>The lock is on a file of its own: whoever opens and closes a file that it has locked lets go of the lock.
 */
@ApplicationScoped
class Node {

    private static final String JOURNAL = "journal";
    private static final String TRACE = "start-";
    private static final String BORN = "@";

    private final Path file;
    private final Path locked;

    /** There from the start that finds a copy until what it must not send is held, for that start may end before. */
    private final Path copied;

    private FileChannel lock;
    private String name;
    private boolean isKept;
    private boolean isCopy;

    Node(Newsletter newsletter) {
        this.file = newsletter.dataDir().resolve("node");
        this.locked = newsletter.dataDir().resolve("node.lock");
        this.copied = newsletter.dataDir().resolve("node.copied");
    }

    synchronized String name() {
        if (name == null) {
            try {
                name = claimed();
            } catch (IOException unwritable) {
                throw new UncheckedIOException("cannot keep " + file + ": make paperboy.data-dir writable", unwritable);
            }
        }
        return name;
    }

    /** Whether the data directory was copied from somewhere else, and {@link #copyIsSettled} has not been said since. */
    synchronized boolean isCopy() {
        name();
        return isCopy;
    }

    /** What the original may have sent is held; the next start need not do it again. */
    synchronized void copyIsSettled() {
        if (!isCopy()) {
            return;
        }
        try {
            Files.deleteIfExists(copied);
            isCopy = false;
        } catch (IOException remains) {
            throw new UncheckedIOException("cannot remove " + copied, remains);
        }
    }

    /** Whether no other process works in the data directory that was there before this one. */
    synchronized boolean isFirstInItsDirectory() {
        name();
        return isKept;
    }

    /** Where this process keeps its journal: beside the name, where the name is kept. */
    synchronized Path journal() {
        String own = name();
        return file.resolveSibling(isKept ? JOURNAL : JOURNAL + "-" + own);
    }

    /** Nobody would ever read it; while it is mapped it works without a name. */
    synchronized void leaveNoJournalOfANamelessProcess() {
        try {
            if (!isKept) {
                Files.deleteIfExists(journal());
            }
        } catch (IOException remains) {
            throw new UncheckedIOException("cannot remove " + journal(), remains);
        }
    }

    private String claimed() throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        if (!lock()) {
            Log.warnf(
                    "another process works in %s, so this one takes a name for as long as it lives. Killed, it leaves"
                            + " in doubt what it had begun. Give each process a paperboy.data-dir of its own",
                    folder);
            return UUID.randomUUID().toString();
        }
        isKept = true;
        String[] kept = Files.exists(file) ? Files.readString(file).strip().split(" ") : new String[] {""};
        boolean isNew = kept[0].isEmpty();
        String place = isNew ? "" : place(file);
        // An earlier release knew no birth.
        boolean isElsewhere = kept.length > 1 && !place.equals(kept[1]) && !place.startsWith(kept[1] + BORN);
        if (isElsewhere) {
            Log.warnf("%s was copied from somewhere else: this process takes a name and a journal of its own", folder);
            remember(copied);
            Files.deleteIfExists(file.resolveSibling(JOURNAL));
        }
        isCopy = Files.exists(copied);
        String own = isNew || isElsewhere ? UUID.randomUUID().toString() : kept[0];
        if (kept.length < 2 || !own.equals(kept[0]) || !place.equals(kept[1])) {
            keep(own);
        }
        return own;
    }

    /** The system lets go of the lock when the process ends, however it ends. */
    private boolean lock() throws IOException {
        // Stays open where another has the lock: to close it would take the lock from a holder in this process.
        lock = FileChannel.open(locked, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    private static void remember(Path mark) throws IOException {
        try (FileChannel channel = FileChannel.open(mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** At once or not at all, for a name that was half written when the process died would be lost. */
    private void keep(String own) throws IOException {
        Path fresh = file.resolveSibling("node.new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap((own + " " + place(fresh)).getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * What the file system calls the file, which a copy of it is not called. The process that the name belongs to may be alive, so a
     * copy must not settle its leases. Numbers are given out again, so that the moment of birth belongs to it where there is one.
     */
    private static String place(Path file) throws IOException {
        try {
            String number = String.valueOf(Files.getAttribute(file, "unix:ino"));
            // Where no birth is kept, the last change stands for it.
            Files.setLastModifiedTime(file, FileTime.fromMillis(0));
            Instant born = Files.readAttributes(file, BasicFileAttributes.class)
                    .creationTime()
                    .toInstant();
            return born.equals(Instant.EPOCH) ? number : number + BORN + born;
        } catch (UnsupportedOperationException noSuchThingHere) {
            return "anywhere";
        }
    }

    /** Leaves a trace of this start that a backup of earlier, laid over this directory, does not take away. */
    synchronized void started(long epoch) {
        try {
            List<Path> earlier = traces();
            Path trace = file.toAbsolutePath().resolveSibling(TRACE + epoch);
            if (!Files.exists(trace)) {
                Files.createFile(trace);
            }
            for (Path other : earlier) {
                if (!other.equals(trace)) {
                    Files.deleteIfExists(other);
                }
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(
                    "cannot write to " + file.getParent() + ": make paperboy.data-dir writable", unwritable);
        }
    }

    /** The epoch of the last start that left its trace in this directory; 0 where there is none. */
    synchronized long lastStart() {
        try {
            return traces().stream()
                    .map(trace -> trace.getFileName().toString().substring(TRACE.length()))
                    .filter(epoch -> epoch.matches("\\d{1,18}"))
                    .mapToLong(Long::parseLong)
                    .max()
                    .orElse(0);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file.getParent() + ", paperboy.data-dir", unreadable);
        }
    }

    private List<Path> traces() throws IOException {
        try (Stream<Path> all = Files.list(file.toAbsolutePath().getParent())) {
            return all.filter(each -> each.getFileName().toString().startsWith(TRACE))
                    .toList();
        }
    }

    @PreDestroy
    synchronized void release() {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

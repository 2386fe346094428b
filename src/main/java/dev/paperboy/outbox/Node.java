package dev.paperboy.outbox;

import dev.paperboy.kernel.Newsletter;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * This process's name in leases. It is kept in the data directory under a lock, so that a process which is started again knows the
 * leases it died with, and two processes that share a directory never take each other's for their own.
 */
@ApplicationScoped
class Node {

    private final Path file;
    private FileChannel channel;
    private String name;
    private boolean isKept;

    Node(Newsletter newsletter) {
        this.file = newsletter.dataDir().resolve("node");
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

    /** Where this process keeps its journal: beside the name, where the name is kept. */
    synchronized Path journal() {
        String own = name();
        return file.resolveSibling(isKept ? "journal" : "journal-" + own);
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
        Files.createDirectories(file.toAbsolutePath().getParent());
        channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!lock()) {
            channel.close();
            return UUID.randomUUID().toString();
        }
        isKept = true;
        String kept = Files.readString(file).strip();
        if (!kept.isEmpty()) {
            return kept;
        }
        String fresh = UUID.randomUUID().toString();
        channel.write(ByteBuffer.wrap(fresh.getBytes(StandardCharsets.US_ASCII)), 0);
        channel.force(true);
        return fresh;
    }

    /** The system lets go of the lock when the process ends, however it ends. */
    private boolean lock() throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldInThisProcess) {
            return false;
        }
    }

    @PreDestroy
    synchronized void release() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}

package dev.paperboy.mailbox;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Caught mails as files, {@code mailbox/000001.eml} and on, the newest ones only. Numbers are never given twice. */
@ApplicationScoped
class MailboxStore {

    private static final Pattern FILE_NAME = Pattern.compile("(\\d{6,9})\\.eml");

    private final Path folder;
    private final int keep;
    private final Clock clock;
    private final ConcurrentSkipListMap<Integer, CaughtMail> mails = new ConcurrentSkipListMap<>();
    private int last;

    MailboxStore(Newsletter newsletter, MailRoute route, Clock clock) {
        this.folder = newsletter.dataDir().resolve("mailbox");
        this.keep = Math.max(1, route.mailbox().keep());
        this.clock = clock;
        readFolder();
    }

    private void readFolder() {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                files.forEach(this::remember);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder " + folder.toAbsolutePath(), e);
        }
        last = mails.isEmpty() ? 0 : mails.lastKey();
        prune();
    }

    private void remember(Path file) {
        Matcher name = FILE_NAME.matcher(file.getFileName().toString());
        if (!name.matches()) {
            return;
        }
        try {
            int n = Integer.parseInt(name.group(1));
            MimePart mail = MimePart.parse(Files.readAllBytes(file));
            mails.put(n, CaughtMail.of(n, mail, Files.getLastModifiedTime(file).toInstant()));
        } catch (IOException e) {
            Log.warnf("Cannot read %s (%s); the mailbox goes on without it", file, e.getMessage());
        }
    }

    /** Keeps a mail; when this returns, it survives a crash. */
    synchronized CaughtMail keep(byte[] bytes) throws IOException {
        int n = last + 1;
        CaughtMail mail = CaughtMail.of(n, MimePart.parse(bytes), clock.instant());
        Path draft = folder.resolve("incoming.part");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.setLastModifiedTime(draft, FileTime.from(mail.receivedAt()));
        Files.move(draft, file(n), StandardCopyOption.ATOMIC_MOVE);
        last = n;
        mails.put(n, mail);
        prune();
        return mail;
    }

    private void prune() {
        while (mails.size() > keep) {
            int oldest = mails.firstKey();
            try {
                Files.deleteIfExists(file(oldest));
            } catch (IOException e) {
                Log.warnf("Cannot delete %s: %s", file(oldest), e.getMessage());
            }
            mails.remove(oldest);
        }
    }

    private Path file(int n) {
        return folder.resolve("%06d.eml".formatted(n));
    }

    /** Oldest first. */
    List<CaughtMail> all() {
        return List.copyOf(mails.values());
    }

    Optional<CaughtMail> find(int n) {
        return Optional.ofNullable(mails.get(n));
    }

    /** The exact bytes, from the first header to the last line. */
    Optional<byte[]> bytes(int n) {
        try {
            return mails.containsKey(n) ? Optional.of(Files.readAllBytes(file(n))) : Optional.empty();
        } catch (NoSuchFileException prunedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Integer> before(int n) {
        return Optional.ofNullable(mails.lowerKey(n));
    }

    Optional<Integer> after(int n) {
        return Optional.ofNullable(mails.higherKey(n));
    }
}

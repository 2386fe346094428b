package dev.paperboy.outbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What the database does not know yet, in a file that is mapped into memory: where each connection stands, and how the last mails ended.
 * The system keeps what was written to the map when the process is killed, so the next start can tell what was accepted, what was not
 * begun, and the at most one mail a connection that nobody can know about. It says nothing after the machine itself has stopped: then
 * the boot id differs, and it is not believed.
 *
 * <p>Layout, all longs in this machine's order: a head of 128 bytes; a slot of 64 bytes for each connection, so that no two share a
 * cache line; a ring of results of 40 bytes each. A field that makes others valid is written last, with release.
 */
final class Journal implements AutoCloseable {

    /** Results that may wait for their marks; whoever ends a mail while all are taken waits, too. */
    static final int RESULTS = 8192;

    /** Its end is the number of this layout, so that a journal of another one is none. */
    private static final long MAGIC = 0x5042_4a4f_5552_4e32L;

    private static final long HEAD = 128;
    private static final long MARKED = 32;
    private static final long SLOT = 64;
    private static final long RESULT = 40;
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private static final long BEGUN = 1;
    private static final long DOT_IS_NEXT = 3;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final VarHandle LONGS = LONG.varHandle();

    private final Arena arena;
    private final MemorySegment memory;
    private final int slots;

    private Journal(Arena arena, MemorySegment memory, int slots) {
        this.arena = arena;
        this.memory = memory;
        this.slots = slots;
    }

    /** A mail in somebody's hands. Under each lease it is tried once, so that what is said of one says nothing about the next. */
    record Attempt(long delivery, long lease) {

        static Attempt of(Delivery delivery) {
            return new Attempt(delivery.id(), delivery.lease());
        }
    }

    /**
     * What an earlier process left.
     *
     * @param believable whether the machine has run without a break since then
     * @param endings how mails ended whose marks may be missing
     * @param inDoubt mails whose end had been written without a reply
     */
    record Remains(long epoch, boolean believable, Map<Attempt, Ending> endings, Set<Attempt> inDoubt) {}

    /** Replaces whatever journal is at this path. */
    static Journal begin(Path path, long epoch, int slots) {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        long size = HEAD + slots * SLOT + RESULTS * RESULT;
        try {
            Files.deleteIfExists(fresh);
            Arena arena = Arena.ofShared();
            try (FileChannel file = FileChannel.open(
                    fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                allocate(file, size);
                MemorySegment memory = file.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
                memory.set(LONG, 8, epoch);
                memory.set(LONG, 16, bootId());
                memory.set(LONG, 24, slots);
                LONGS.setRelease(memory, 0L, MAGIC);
                memory.force();
                Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return new Journal(arena, memory, slots);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "cannot keep a journal at " + path + ": make paperboy.data-dir writable, with room on its disk",
                    failure);
        }
    }

    /** A file with holes would find out that the disk is full when a hole is first written, and a map cannot say so but by a fault. */
    private static void allocate(FileChannel file, long size) throws IOException {
        ByteBuffer zeros = ByteBuffer.allocate((int) size);
        while (zeros.hasRemaining()) {
            file.write(zeros);
        }
        file.position(0);
        file.force(true);
    }

    /** Empty where there is no journal, or what is there is none. */
    static Optional<Remains> read(Path path) {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try (Arena arena = Arena.ofConfined();
                FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            if (file.size() < HEAD) {
                return Optional.empty();
            }
            MemorySegment memory = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
            long slots = memory.get(LONG, 24);
            if (memory.get(LONG, 0) != MAGIC || file.size() != HEAD + slots * SLOT + RESULTS * RESULT) {
                return Optional.empty();
            }
            return Optional.of(remains(memory, slots));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the journal at " + path, failure);
        }
    }

    private static Remains remains(MemorySegment memory, long slots) {
        Map<Attempt, Ending> endings = new HashMap<>();
        Map<Attempt, Long> numbers = new HashMap<>();
        long marked = memory.get(LONG, MARKED);
        for (long i = 0; i < RESULTS; i++) {
            long at = HEAD + slots * SLOT + i * RESULT;
            long number = memory.get(LONG, at);
            Attempt attempt = new Attempt(memory.get(LONG, at + 8), memory.get(LONG, at + 16));
            long ending = memory.get(LONG, at + 24);
            // A result whose fields do not fit together was being written when the process died; its slot tells.
            if (number > numbers.getOrDefault(attempt, 0L)
                    && memory.get(LONG, at + 32) == check(number, attempt, ending)) {
                numbers.put(attempt, number);
                if (number > marked) {
                    endings.put(attempt, Ending.values()[(int) ending]);
                }
            }
        }
        Set<Attempt> inDoubt = new HashSet<>();
        for (long i = 0; i < slots; i++) {
            long at = HEAD + i * SLOT;
            Attempt attempt = new Attempt(memory.get(LONG, at), memory.get(LONG, at + 16));
            if (memory.get(LONG, at + 8) == DOT_IS_NEXT && !numbers.containsKey(attempt)) {
                inDoubt.add(attempt);
            }
        }
        long boot = bootId();
        return new Remains(memory.get(LONG, 8), boot != 0 && boot == memory.get(LONG, 16), endings, inDoubt);
    }

    private static long check(long number, Attempt attempt, long ending) {
        return MAGIC
                ^ number
                ^ Long.rotateLeft(attempt.delivery(), 21)
                ^ Long.rotateLeft(attempt.lease(), 11)
                ^ Long.rotateLeft(ending, 42);
    }

    /** The system's name for the time since the machine started; 0 where it has none, and then no journal is believed. */
    private static long bootId() {
        try {
            return Files.isReadable(BOOT_ID)
                    ? UUID.fromString(Files.readString(BOOT_ID).strip()).getMostSignificantBits()
                    : 0;
        } catch (IOException | IllegalArgumentException unknown) {
            return 0;
        }
    }

    /** The place of one connection; used by its worker only. */
    Slot slot(int number) {
        if (number < 0 || number >= slots) {
            throw new IllegalArgumentException("slot " + number + " of " + slots);
        }
        return new Slot(HEAD + number * SLOT);
    }

    final class Slot {

        private final long at;
        private Stage stage = Stage.CLEAR;

        private Slot(long at) {
            this.at = at;
        }

        private enum Stage {
            CLEAR,
            BEGUN,
            DOT_IS_NEXT,
            NOTED
        }

        void begin(Attempt attempt) {
            stage = Stage.BEGUN;
            LONGS.setRelease(memory, at + 8, 0L);
            memory.set(LONG, at, attempt.delivery());
            memory.set(LONG, at + 16, attempt.lease());
            LONGS.setRelease(memory, at + 8, BEGUN);
        }

        void dotIsNext() {
            LONGS.setRelease(memory, at + 8, DOT_IS_NEXT);
            stage = Stage.DOT_IS_NEXT;
        }

        /** How the mail ended is among the results. */
        void noted() {
            stage = Stage.NOTED;
        }

        void clear() {
            LONGS.setRelease(memory, at + 8, 0L);
            stage = Stage.CLEAR;
        }

        /** Whether it can be used for the next mail; otherwise it is all there is of how its mail ended. */
        boolean isFree() {
            return stage == Stage.CLEAR;
        }

        boolean isNoted() {
            return stage == Stage.NOTED;
        }

        boolean mayHaveEnded() {
            return stage == Stage.DOT_IS_NEXT;
        }
    }

    /**
     * Writes down how a mail ended. The caller sees to it that never more than {@link #RESULTS} wait for their marks.
     *
     * @param number from 1, one more for each result
     */
    void result(long number, Attempt attempt, Ending ending) {
        long at = HEAD + slots * SLOT + (number % RESULTS) * RESULT;
        LONGS.setRelease(memory, at, 0L);
        memory.set(LONG, at + 8, attempt.delivery());
        memory.set(LONG, at + 16, attempt.lease());
        memory.set(LONG, at + 24, (long) ending.ordinal());
        memory.set(LONG, at + 32, check(number, attempt, ending.ordinal()));
        LONGS.setRelease(memory, at, number);
    }

    /** All results up to this number are in the database. */
    void marked(long number) {
        LONGS.setRelease(memory, MARKED, number);
    }

    @Override
    public void close() {
        arena.close();
    }
}

package dev.paperboy.testsupport;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A disk for H2, in URLs {@code unforced:}, that keeps beside each file what a power cut would leave of it: what was forced. */
public final class LosesPower extends FilePathWrapper {

    private static final String FORCED = ".forced";

    public static void install() {
        FilePath.register(new LosesPower());
    }

    /** The file as it was when it was last forced, in another folder. */
    public static void afterThePowerCut(Path file, Path folder) throws IOException {
        Files.copy(Path.of(file + FORCED), folder.resolve(file.getFileName()));
    }

    @Override
    public String getScheme() {
        return "unforced";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Unforced(super.open(mode), Path.of(getBase().toString()));
    }

    private static final class Unforced extends FileBase {

        private final FileChannel channel;
        private final Path file;

        private Unforced(FileChannel channel, Path file) {
            this.channel = channel;
            this.file = file;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            channel.force(metaData);
            Files.copy(file, Path.of(file + FORCED), StandardCopyOption.REPLACE_EXISTING);
        }

        @Override
        public int read(ByteBuffer to) throws IOException {
            return channel.read(to);
        }

        @Override
        public synchronized int read(ByteBuffer to, long position) throws IOException {
            return channel.read(to, position);
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public synchronized int write(ByteBuffer from, long position) throws IOException {
            return channel.write(from, position);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public synchronized FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return channel.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            channel.close();
        }
    }
}

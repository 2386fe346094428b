package dev.paperboy.kernel;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.spi.Converter;

/** A folder that can be written, or made where it stands. Looked at with the settings, before a database is put there. */
public class FolderConverter implements Converter<Path> {

    @Override
    public Path convert(String value) {
        try {
            Path folder = Path.of(value.strip());
            Path nearest = folder.toAbsolutePath().normalize();
            while (nearest != null && !Files.exists(nearest)) {
                nearest = nearest.getParent();
            }
            // The kernel's own file systems say that they can be written, and cannot.
            boolean makeBelieve = folder.toAbsolutePath().startsWith("/proc")
                    || folder.toAbsolutePath().startsWith("/sys");
            if (nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest) && !makeBelieve) {
                return folder;
            }
        } catch (InvalidPathException notAPath) {
            // Told below, as for a folder that cannot be written.
        }
        throw new IllegalArgumentException("allowed is a folder that this process may write to");
    }
}

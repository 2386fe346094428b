package dev.paperboy.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The key behind every signed link: from the settings, or made once and kept in the data directory, readable by its owner only. */
@ApplicationScoped
class Secret {

    private static final int SHORTEST = 16;

    private final Newsletter newsletter;
    private byte[] bytes;

    Secret(Newsletter newsletter) {
        this.newsletter = newsletter;
    }

    synchronized byte[] bytes() {
        if (bytes == null) {
            bytes = newsletter.secret().map(this::given).orElseGet(this::kept);
        }
        return bytes.clone();
    }

    private byte[] given(String text) {
        if (text.strip().length() < SHORTEST) {
            throw new WrongSetting(
                    "paperboy.secret", "(hidden)", "at least " + SHORTEST + " characters, better 32 random ones");
        }
        return text.strip().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] kept() {
        Path file = newsletter.dataDir().resolve("secret");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return Files.readString(file).strip().getBytes(StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "cannot keep the secret for signed links in " + file + ": make paperboy.data-dir writable",
                    unreadable);
        }
    }

    private void make(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        // Written beside and moved, so that a kill in the middle never leaves half a secret behind.
        Path fresh = Files.createTempFile(file.toAbsolutePath().getParent(), "secret", ".new");
        Files.writeString(fresh, HexFormat.of().formatHex(random) + "\n");
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
        }
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException somebodyWasFaster) {
            Files.delete(fresh);
        }
    }
}

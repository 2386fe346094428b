package dev.paperboy.testsupport;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** The same newsletter, kept in another folder, as on another node. */
public record OtherFolder(Newsletter newsletter, Path dataDir) implements Newsletter {

    @Override
    public URI publicUrl() {
        return newsletter.publicUrl();
    }

    @Override
    public String name() {
        return newsletter.name();
    }

    @Override
    public Sender from() {
        return newsletter.from();
    }

    @Override
    public Optional<String> postalAddress() {
        return newsletter.postalAddress();
    }

    @Override
    public ZoneId zone() {
        return newsletter.zone();
    }

    @Override
    public Optional<String> secret() {
        return newsletter.secret();
    }
}

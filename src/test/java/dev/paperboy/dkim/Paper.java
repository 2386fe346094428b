package dev.paperboy.dkim;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The newsletter of the tests: from somebody, through some relay. */
record Paper(Sender from, Optional<String> host) implements Newsletter, MailRoute, MailRoute.Mailbox {

    static Paper from(String address) {
        return new Paper(new Sender("Daily Papers", new EmailAddress(address)), Optional.empty());
    }

    Paper through(String relay) {
        return new Paper(from, Optional.of(relay));
    }

    @Override
    public URI publicUrl() {
        return URI.create("https://papers.example.org");
    }

    @Override
    public String name() {
        return "Daily Papers";
    }

    @Override
    public Optional<String> postalAddress() {
        return Optional.empty();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.of("UTC");
    }

    @Override
    public Path dataDir() {
        return Path.of("data");
    }

    @Override
    public Optional<String> secret() {
        return Optional.empty();
    }

    @Override
    public Smtp smtp() {
        return new Smtp() {
            @Override
            public Optional<String> host() {
                return host;
            }

            @Override
            public Map<String, Named> relays() {
                return Map.of();
            }
        };
    }

    @Override
    public Mailbox mailbox() {
        return this;
    }

    @Override
    public boolean listen() {
        return true;
    }

    @Override
    public int port() {
        return 2525;
    }

    @Override
    public int keep() {
        return 10;
    }
}

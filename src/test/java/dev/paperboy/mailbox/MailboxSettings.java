package dev.paperboy.mailbox;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** A newsletter without a relay, in a folder of its own. */
record MailboxSettings(Path dataDir) implements Newsletter {

    record Route(int port, int keep) implements MailRoute, MailRoute.Mailbox {

        @Override
        public Smtp smtp() {
            return new Smtp() {
                @Override
                public Optional<String> host() {
                    return Optional.empty();
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
    }

    @Override
    public URI publicUrl() {
        return URI.create("http://localhost:8080");
    }

    @Override
    public String name() {
        return "Daily Papers";
    }

    @Override
    public Sender from() {
        return new Sender("Daily Papers", new EmailAddress("papers@localhost"));
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
    public Optional<String> secret() {
        return Optional.empty();
    }
}

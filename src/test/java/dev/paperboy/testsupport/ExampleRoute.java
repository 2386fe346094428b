package dev.paperboy.testsupport;

import dev.paperboy.kernel.MailRoute;
import java.util.Map;
import java.util.Optional;

/**
 * Where mail goes, for tests that build a part by hand.
 *
 * @param host of the relay; empty for the mailbox
 * @param port of the mailbox
 * @param keep how many mails the mailbox keeps
 */
public record ExampleRoute(Optional<String> host, int port, int keep)
        implements MailRoute, MailRoute.Smtp, MailRoute.Mailbox {

    public static ExampleRoute toMailbox(int port, int keep) {
        return new ExampleRoute(Optional.empty(), port, keep);
    }

    public static ExampleRoute through(String host) {
        return new ExampleRoute(Optional.of(host), 2525, 10);
    }

    @Override
    public Smtp smtp() {
        return this;
    }

    @Override
    public Map<String, Named> relays() {
        return Map.of();
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

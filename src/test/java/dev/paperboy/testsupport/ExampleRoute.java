package dev.paperboy.testsupport;

import dev.paperboy.kernel.MailRoute;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where mail goes, for tests that build a part by hand.
 *
 * @param host of the relay; empty for the mailbox, and where there are only named ones
 * @param relays more of them, by their names
 * @param port of the mailbox
 * @param keep how many mails the mailbox keeps
 */
public record ExampleRoute(Optional<String> host, Map<String, Named> relays, int port, int keep)
        implements MailRoute, MailRoute.Smtp, MailRoute.Mailbox {

    public static ExampleRoute toMailbox(int port, int keep) {
        return new ExampleRoute(Optional.empty(), Map.of(), port, keep);
    }

    public static ExampleRoute through(String host) {
        return new ExampleRoute(Optional.of(host), Map.of(), 2525, 10);
    }

    /** The same with one more. */
    public ExampleRoute and(String name, String otherHost) {
        Map<String, Named> all = new HashMap<>(relays);
        all.put(name, () -> Optional.of(otherHost));
        return new ExampleRoute(host, all, port, keep);
    }

    @Override
    public Smtp smtp() {
        return this;
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

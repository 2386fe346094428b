package dev.paperboy.outbox;

import java.util.Map;
import java.util.Set;

/** What one relay may leave to the others. */
final class OtherRelays {

    private final String relay;
    private final Map<String, Breaker> all;
    private final Set<String> lacking;

    /**
     * @param all by name, this one among them
     * @param lacking the names of those that are known to lack what some mails need; shared between all
     */
    OtherRelays(String relay, Map<String, Breaker> all, Set<String> lacking) {
        this.relay = relay;
        this.all = all;
        this.lacking = lacking;
    }

    /** Whether there is one that could take this one's mail. */
    boolean isAnyWell() {
        return all.entrySet().stream()
                .anyMatch(other ->
                        !other.getKey().equals(relay) && !other.getValue().isOpen());
    }

    /** With the name of who said it, where that is not clear; an operator has to know whom to ask. */
    String said(String reply) {
        return all.size() > 1 ? reply + " (so says the relay " + relay + ")" : reply;
    }

    /** This one lacks what a mail needs. Whether there is one that has not said so. */
    boolean mayTakeWhatThisCannot() {
        lacking.add(relay);
        return !lacking.containsAll(all.keySet());
    }
}

package dev.paperboy.ingest;

import java.time.Instant;
import java.util.Optional;

/** Who may ask a host that wants one request at a time. All nodes share one memory of it. */
interface Turns {

    /**
     * Whether the turn is this holder's now. It is nobody else's then until it is given back, or until the given moment,
     * for a node may die.
     */
    boolean claim(String holder, Instant now, Instant until);

    /** The next turn begins no earlier than this; nothing happens when the turn is another's already. */
    void giveBack(String holder, Instant next);

    /** Nobody has a turn before this moment. */
    void silence(Instant until);

    State state();

    /** @param heldUntil when a holder that does not come back is given up; empty while there is none */
    record State(Instant freeAt, Instant silentUntil, Optional<Instant> heldUntil) {}
}

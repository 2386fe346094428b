package dev.paperboy.outbox;

import dev.paperboy.kernel.MailBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** How mails leave. */
public interface Courier {

    /** The relays that take our mail, at least one; the same ones as long as the process lives. */
    List<Route> routes();

    /** The way to one relay. The outbox opens as many lines to it as it bears. */
    interface Route {

        /** Tells it from the others; "relay" where there is only one. */
        String name();

        /** Lines to it at a time, at least one. */
        int connections();

        /** Its share of the mail beside the other relays; 0 for one that only stands in while all others are in trouble. */
        int weight();

        /** Mails a second that it may be given at most; empty where there is no limit. */
        OptionalDouble rate();

        /** A connection-to-be for one worker; it connects at the first mail and again after a loss. Never throws. */
        Line open();
    }

    /** Used by one thread at a time, for many mails. */
    interface Line extends AutoCloseable {

        /**
         * Hands one mail over and says what became of it; blocks for as long as the server takes. The buffer holds the same mail when this
         * returns.
         */
        DeliveryOutcome send(Envelope envelope, MailBuffer mail, Witness witness);

        /** Connects, greets and says goodbye; what is in the way of a mail, or empty. Blocks for as long as the server takes. */
        Optional<DeliveryOutcome> call();

        @Override
        void close();
    }
}

package dev.paperboy.outbox;

/** How mails leave. The outbox asks for as many lines as it has workers. */
public interface Courier {

    /** A connection-to-be for one worker; it connects at the first mail and again after a loss. Never throws. */
    Line open();

    /** Used by one thread at a time, for many mails. */
    interface Line extends AutoCloseable {

        /** Hands one mail over and says what became of it; blocks for as long as the server takes. */
        DeliveryOutcome send(OutgoingMail mail);

        @Override
        void close();
    }
}

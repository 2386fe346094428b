package dev.paperboy.outbox;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import java.util.List;
import java.util.Optional;

/** Makes the bytes of deliveries at the moment of sending. One bean for each kind. */
public interface Composer {

    boolean composes(DeliveryKind kind);

    /** Reads all that these deliveries need, in as few queries as it can. All are of a kind that it composes. */
    Batch prepare(List<Delivery> deliveries);

    /** Never blocks on the network or the database. Safe for use by many threads. */
    interface Batch {

        /** To whom it would go; empty where that is not known. */
        Optional<EmailAddress> to(Delivery delivery);

        /** Writes the mail into an empty buffer. A {@link RuntimeException} fails this one delivery and no other. */
        Composed compose(Delivery delivery, MailBuffer mail);
    }

    /** What there is to send. */
    sealed interface Composed {

        record Ready(Envelope envelope) implements Composed {}

        /** Its issue is held, or it is too late to go by itself: the row waits until an operator has decided. */
        record Wait(String reason) implements Composed {}

        /** Its issue was cancelled since the row was leased. */
        record Cancelled(String reason) implements Composed {}

        /** The reader left or paused since the row was written; nothing is sent. */
        record Skip(String reason) implements Composed {}
    }
}

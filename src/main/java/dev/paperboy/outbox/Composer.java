package dev.paperboy.outbox;

/** Makes the bytes of a delivery at the moment of sending. One bean for each kind. */
public interface Composer {

    boolean composes(DeliveryKind kind);

    /** Never blocks on the network. A {@link RuntimeException} fails this one delivery and no other. */
    Composed compose(Delivery delivery);

    /** What there is to send. */
    sealed interface Composed {

        record Ready(OutgoingMail mail) implements Composed {}

        /** Its issue is held: the row waits with it. */
        record Wait(String reason) implements Composed {}

        /** The reader left or paused since the row was written; nothing is sent. */
        record Skip(String reason) implements Composed {}
    }
}

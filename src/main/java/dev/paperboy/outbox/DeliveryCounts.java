package dev.paperboy.outbox;

import java.util.Map;

/** How many deliveries stand where. */
public record DeliveryCounts(Map<DeliveryStatus, Long> byStatus) {

    public long of(DeliveryStatus status) {
        return byStatus.getOrDefault(status, 0L);
    }

    public long total() {
        return byStatus.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Rows that will still be sent by themselves. */
    public long open() {
        return of(DeliveryStatus.PENDING) + of(DeliveryStatus.LEASED);
    }

    /** Readers who have not had it yet, those whose mail is in a worker's hands among them. */
    public long waiting() {
        return open() + of(DeliveryStatus.HELD);
    }

    /** Rows whose mail has arrived, or may have, or may be arriving now. */
    public long perhapsArrived() {
        return of(DeliveryStatus.SENT) + of(DeliveryStatus.UNCERTAIN) + of(DeliveryStatus.LEASED);
    }
}

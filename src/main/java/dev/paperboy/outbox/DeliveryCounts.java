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

    /** Rows that hold or cancel would touch. */
    public long waiting() {
        return of(DeliveryStatus.PENDING) + of(DeliveryStatus.HELD);
    }
}

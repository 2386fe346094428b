package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryCountsTest {

    private static final DeliveryCounts COUNTS = new DeliveryCounts(Map.of(
            DeliveryStatus.PENDING, 1L,
            DeliveryStatus.LEASED, 10L,
            DeliveryStatus.HELD, 100L,
            DeliveryStatus.SENT, 1_000L,
            DeliveryStatus.UNCERTAIN, 10_000L,
            DeliveryStatus.FAILED, 100_000L));

    @Test
    void whoeverHasNotHadTheIssueYetWaitsEvenWhenAWorkerHasTheirMailInHand() {
        assertThat(COUNTS.waiting()).isEqualTo(111);
    }

    @Test
    void whatIsInAWorkersHandsOrUncertainMayHaveArrived() {
        assertThat(COUNTS.perhapsArrived()).isEqualTo(11_010);
    }
}

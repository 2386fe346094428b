package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelayHealthTest {

    private static final Refused UNKNOWN = new Refused("550 5.1.1 nobody of that name", Refusal.ADDRESS);
    private static final Refused TAKEN_FOR_POLICY = new Refused(
            "one mail after the other was refused, the last with: 550 5.1.1 nobody of that name", Refusal.POLICY);

    private final RelayHealth health =
            new RelayHealth(new Breaker("smtp.example.org", Clock.systemUTC()), new Crowd(8));

    @Test
    void whenAllOfAnIssueIsRefusedItIsNotTheReaders() {
        assertThat(refusedInARow(20, DeliveryKind.ISSUE)).containsOnly(UNKNOWN);
        assertThat(refusedInARow(3, DeliveryKind.ISSUE)).containsOnly(TAKEN_FOR_POLICY);
    }

    @Test
    void whatIsTakenInBetweenShowsThatTheRelayTakesMail() {
        refusedInARow(20, DeliveryKind.ISSUE);
        health.judged(delivery(DeliveryKind.CONFIRMATION), new Accepted("250 ok"));
        assertThat(refusedInARow(20, DeliveryKind.ISSUE)).containsOnly(UNKNOWN);
    }

    @Test
    void manySubscriptionsOfAddressesThatDoNotExistHoldNoIssue() {
        refusedInARow(25, DeliveryKind.CONFIRMATION);
        assertThat(refusedInARow(1, DeliveryKind.ISSUE)).containsOnly(UNKNOWN);
    }

    private List<DeliveryOutcome> refusedInARow(int times, DeliveryKind kind) {
        return IntStream.range(0, times)
                .mapToObj(each -> health.judged(delivery(kind), UNKNOWN))
                .toList();
    }

    private static Delivery delivery(DeliveryKind kind) {
        return new Delivery(
                1,
                kind,
                kind == DeliveryKind.ISSUE ? 3L : null,
                2,
                DeliveryStatus.LEASED,
                List.of(),
                Map.of(),
                new UUID(1, 2),
                0,
                null,
                "",
                null,
                7);
    }
}

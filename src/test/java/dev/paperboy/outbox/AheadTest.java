package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AheadTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final Ahead ahead = new Ahead();

    @Test
    void whatWaitsForItsMomentKeepsNobodyElseWaiting() throws InterruptedException {
        ahead.add(List.of(item(1, LONG), item(2, LONG), item(3, Duration.ZERO)));
        assertThat(next()).isEqualTo(3);
        assertThat(ahead.next(0)).isNull();
        assertThat(ahead.size()).isZero();
        assertThat(ahead.sizeWithWhatWaits()).isEqualTo(2);
    }

    @Test
    void whatWaitsGoesWhenItsMomentHasCome() throws InterruptedException {
        ahead.add(List.of(item(1, Duration.ofMillis(40)), item(2, Duration.ofMillis(20))));
        assertThat(next()).isEqualTo(2);
        assertThat(next()).isEqualTo(1);
    }

    @Test
    void whatIsPutInFrontGoesFirstInItsOrder() throws InterruptedException {
        ahead.add(List.of(item(1, Duration.ZERO)));
        ahead.addFirst(List.of(item(2, Duration.ZERO), item(3, Duration.ZERO)));
        assertThat(List.of(next(), next(), next())).containsExactly(2L, 3L, 1L);
    }

    @Test
    void whatIsTakenOutComesFromBoth() {
        ahead.add(List.of(item(1, LONG), item(2, Duration.ZERO), item(3, Duration.ZERO)));
        assertThat(ahead.remove(item -> item.delivery().id() < 3))
                .extracting(item -> item.delivery().id())
                .containsExactlyInAnyOrder(1L, 2L);
        assertThat(ahead.size()).isOne();
    }

    private long next() throws InterruptedException {
        return ahead.next(LONG.toNanos()).delivery().id();
    }

    private static Supply.Item item(long id, Duration wait) {
        Delivery delivery = new Delivery(
                id,
                DeliveryKind.ISSUE,
                3L,
                2,
                DeliveryStatus.LEASED,
                Contents.NONE,
                new UUID(1, 2),
                0,
                null,
                "",
                null,
                7);
        return new Supply.Item(delivery, null, 0, Instant.EPOCH, System.nanoTime() + wait.toNanos());
    }
}

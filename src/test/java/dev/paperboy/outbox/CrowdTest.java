package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CrowdTest {

    @Test
    void aRelayThatTurnsAwayHasHalfAsManyConnections() {
        Crowd crowd = new Crowd(8);
        assertThat(crowd.shrink()).isTrue();
        assertThat(crowd.allowed()).isEqualTo(4);
    }

    @Test
    void allThatAreTurnedAwayAtOnceCountOnce() {
        Crowd crowd = new Crowd(8);
        IntStream.range(0, 8).forEach(each -> crowd.shrink());
        assertThat(crowd.allowed()).isEqualTo(4);
    }

    @Test
    void connectionsComeBackOneByOneWithTheMailsThatAreTaken() {
        Crowd crowd = new Crowd(8);
        crowd.shrink();
        IntStream.range(0, 99).forEach(each -> crowd.grow());
        assertThat(crowd.allowed()).isEqualTo(4);
        crowd.grow();
        assertThat(crowd.allowed()).isEqualTo(5);
        IntStream.range(0, 10_000).forEach(each -> crowd.grow());
        assertThat(crowd.allowed()).isEqualTo(8);
    }

    @Test
    void theLastConnectionIsNotTakenAway() {
        Crowd crowd = new Crowd(1);
        assertThat(crowd.shrink()).as("there is nothing left to shrink to").isFalse();
        assertThat(crowd.allowed()).isOne();
        assertThat(crowd.admits(0)).isTrue();
    }
}

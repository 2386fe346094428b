package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final Courier.Route MAIN = new Known("main", 3);
    private static final Courier.Route SECOND = new Known("second", 1);
    private static final Courier.Route SPARE = new Known("spare", 0);

    private final Set<Courier.Route> broken = new HashSet<>();
    private final Shares shares = new Shares(List.of(MAIN, SECOND, SPARE), relay -> !broken.contains(relay));

    private record Known(String name, int weight) implements Courier.Route {

        @Override
        public int connections() {
            return 8;
        }

        @Override
        public OptionalDouble rate() {
            return OptionalDouble.empty();
        }

        @Override
        public Courier.Line open() {
            throw new UnsupportedOperationException("nothing is sent here");
        }
    }

    @Test
    void whoIsAtItsRateHoldsUpNobody() {
        assertThat(shares.of(MAIN, 100, 0)).isZero();
        for (int round = 0; round < 50; round++) {
            assertThat(takes(SECOND, 100)).isEqualTo(100);
        }
        assertThat(takes(SPARE, 100)).as("while others are well").isZero();
    }

    @Test
    void whatIsGivenBackWasNotTaken() {
        int most = takes(SECOND, 1_000);
        assertThat(takes(SECOND, 1_000)).isZero();
        for (int mail = 0; mail < most; mail++) {
            shares.gaveBack(SECOND);
        }
        assertThat(takes(SECOND, 1_000)).isEqualTo(most);
    }

    private int takes(Courier.Route relay, int wanted) {
        int share = shares.of(relay, wanted, wanted);
        shares.taken(relay, share);
        return share;
    }

    @Test
    void relaysTakeInProportionToTheirWeights() {
        int main = 0;
        int second = 0;
        for (int round = 0; round < 100; round++) {
            main += takes(MAIN, 100);
            second += takes(SECOND, 100);
        }
        assertThat((double) main / second).isBetween(2.5, 3.5);
    }

    @Test
    void aShortListIsDividedWellToo() {
        int main = 0;
        int second = 0;
        while (main + second < 400) {
            second += takes(SECOND, 100);
            main += takes(MAIN, 100);
        }
        assertThat((double) main / second).isBetween(2.0, 4.0);
    }

    @Test
    void aRelayOfWeightNothingStandsInOnlyWhenTheOthersAreInTrouble() {
        assertThat(takes(SPARE, 100)).isZero();
        broken.add(MAIN);
        assertThat(takes(SPARE, 100)).isZero();
        broken.add(SECOND);
        assertThat(takes(SPARE, 100)).isEqualTo(100);
    }

    @Test
    void whoIsLeftTakesEverything() {
        broken.add(SECOND);
        for (int round = 0; round < 50; round++) {
            assertThat(takes(MAIN, 100)).isEqualTo(100);
        }
    }

    @Test
    void whoComesBackDoesNotMakeUpForWhatItMissed() {
        broken.add(SECOND);
        for (int round = 0; round < 90; round++) {
            takes(MAIN, 100);
        }
        broken.clear();
        assertThat(takes(MAIN, 100)).isEqualTo(100);
    }
}

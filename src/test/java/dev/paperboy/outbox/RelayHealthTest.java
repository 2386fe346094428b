package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.RelayHealth.Judgement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RelayHealthTest {

    private static final Refused UNKNOWN = new Refused("550 5.1.1 nobody of that name", Refusal.ADDRESS);
    private static final Refused NOT_THE_READERS = new Refused(
            "one mail after the other was refused, the last with: 550 5.1.1 nobody of that name", Refusal.POLICY);

    private final AtomicLong ids = new AtomicLong();
    private final Breaker breaker = new Breaker("smtp.example.org", Clock.systemUTC());
    private final RelayHealth health = new RelayHealth(breaker, new Crowd(8), beside());

    @Test
    void whenAllOfAnIssueIsRefusedItIsNotTheReaders() {
        assertThat(refusedInARow(20, DeliveryKind.ISSUE)).containsOnly(new Judgement(UNKNOWN));
        assertThat(refusedInARow(3, DeliveryKind.ISSUE)).allSatisfy(judgement -> {
            assertThat(judgement.outcome()).isEqualTo(NOT_THE_READERS);
            assertThat(judgement.wronged()).hasSize(20);
        });
    }

    @Test
    void aRelayThatRefusesAllIsInTroubleWhereAnotherCanTakeOver() {
        RelayHealth oneOfTwo = new RelayHealth(breaker, new Crowd(8), beside("another"));
        for (int times = 0; times < 20; times++) {
            oneOfTwo.judged(delivery(DeliveryKind.ISSUE), UNKNOWN);
        }
        assertThat(oneOfTwo.judged(delivery(DeliveryKind.ISSUE), UNKNOWN).outcome())
                .isEqualTo(new Unreachable(NOT_THE_READERS.reply()));
    }

    @Test
    void whoOfSeveralRelaysRefusesUsForWhoWeAreIsNamed() {
        Refused denied = new Refused("554 5.7.1 your address is on our list", Refusal.POLICY);
        assertThat(health.judged(delivery(DeliveryKind.ISSUE), denied).outcome())
                .isEqualTo(denied);
        RelayHealth oneOfTwo = new RelayHealth(breaker, new Crowd(8), beside("another"));
        assertThat(oneOfTwo.judged(delivery(DeliveryKind.ISSUE), denied).outcome())
                .isEqualTo(new Refused(denied.reply() + " (so says the relay this)", Refusal.POLICY));
    }

    @Test
    void whatWasTakenBackOnceAndIsSentAgainIsMeant() {
        AtomicLong nanos = new AtomicLong();
        RefusedInARow row = new RefusedInARow(20, nanos::get);
        List<Delivery> gone = IntStream.range(0, 21)
                .mapToObj(each -> delivery(DeliveryKind.ISSUE))
                .toList();
        List<Integer> takenBack = new ArrayList<>();
        for (int press = 0; press < 2; press++) {
            gone.forEach(each -> row.another(each, UNKNOWN, false).ifPresent(former -> takenBack.add(former.size())));
            nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        }
        assertThat(takenBack).containsExactly(20, 0);
    }

    @Test
    void whatIsTakenInBetweenShowsThatTheRelayTakesMail() {
        refusedInARow(20, DeliveryKind.ISSUE);
        health.judged(delivery(DeliveryKind.CONFIRMATION), new Accepted("250 ok"));
        assertThat(refusedInARow(20, DeliveryKind.ISSUE)).containsOnly(new Judgement(UNKNOWN));
    }

    @Test
    void manySubscriptionsOfAddressesThatDoNotExistHoldNoIssue() {
        refusedInARow(25, DeliveryKind.CONFIRMATION);
        assertThat(refusedInARow(1, DeliveryKind.ISSUE)).containsOnly(new Judgement(UNKNOWN));
    }

    @Test
    void whoIsRefusedForWhoWeAreAfterBeingSentOnIsRefusedForGoodUnlessOthersAreToo() {
        Refused denied = new Refused("554 5.7.1 access denied", Refusal.POLICY);
        Refused forGood = new Refused(denied.reply(), Refusal.MAIL);
        assertThat(health.judged(delivery(DeliveryKind.ISSUE), denied)).isEqualTo(new Judgement(denied));
        assertThat(health.judged(sentOn(), denied)).isEqualTo(new Judgement(forGood));
        health.judged(delivery(DeliveryKind.ISSUE), new Accepted("250 ok"));

        for (int times = 0; times < 3; times++) {
            assertThat(health.judged(sentOn(), denied)).isEqualTo(new Judgement(forGood));
        }
        Judgement fourth = health.judged(sentOn(), denied);
        assertThat(fourth.outcome()).isEqualTo(denied);
        assertThat(fourth.wronged()).hasSize(3);
    }

    @Test
    void aRelayThatSaysThatItIsInTroubleIsBelievedWhenMoreThanThreeHearIt() {
        Deferred full = new Deferred("452 4.3.1 no room", Deferral.RELAY);
        for (int times = 0; times < 3; times++) {
            assertThat(health.judged(delivery(DeliveryKind.ISSUE), full)).isEqualTo(new Judgement(full));
        }
        Judgement trouble = health.judged(delivery(DeliveryKind.ISSUE), full);
        assertThat(trouble.outcome())
                .isEqualTo(new Unreachable("One mail after the other is put off, the last with: 452 4.3.1 no room."));
        health.learn(trouble);
        assertThat(breaker.isOpen()).isTrue();
        health.learn(health.judged(delivery(DeliveryKind.ISSUE), full));
        assertThat(breaker.isOpen()).as("while that is all it says").isTrue();

        health.learn(health.judged(delivery(DeliveryKind.ISSUE), new Accepted("250 ok")));
        assertThat(breaker.isOpen()).isFalse();
        assertThat(health.judged(delivery(DeliveryKind.ISSUE), full)).isEqualTo(new Judgement(full));
    }

    @Test
    void whatIsPutOffForNoClearReasonIsTheRelaysTroubleWhenItIsTriedAgainAndMoreThanTwentyMeetIt() {
        Deferred later = new Deferred("451 try later", Deferral.UNCLEAR);
        for (int times = 0; times < 30; times++) {
            assertThat(health.judged(delivery(DeliveryKind.ISSUE), later))
                    .as("each may have to wait once")
                    .isEqualTo(new Judgement(later));
        }
        assertThat(health.judged(sentOn(), later).outcome()).isInstanceOf(Unreachable.class);
    }

    @Test
    void oneMailThatIsPutOffAgainAndAgainIsNotTheRelay() {
        Delivery mail = sentOn();
        for (int times = 0; times < 30; times++) {
            for (Deferral why : Deferral.values()) {
                assertThat(health.judged(mail, new Deferred("451 later", why)).outcome())
                        .isInstanceOf(Deferred.class);
            }
        }
    }

    @Test
    void fullMailboxesAndGreylistingAreNoTroubleOfTheRelayHoweverMany() {
        Deferred greylisted = new Deferred("451 4.7.1 greylisted", Deferral.MAIL);
        for (int times = 0; times < 100; times++) {
            assertThat(health.judged(sentOn(), greylisted)).isEqualTo(new Judgement(greylisted));
        }
    }

    @Test
    void aRelayThatLetsNoMailBeginInTimeIsInTroubleWhenItGoesOn() {
        Judgement tookTooLong = new Judgement(new DeliveryOutcome.Withdrawn());
        for (int connections = 0; connections < 8; connections++) {
            health.learn(tookTooLong);
        }
        assertThat(breaker.isOpen()).as("a pause of our own").isFalse();
        health.judged(delivery(DeliveryKind.ISSUE), new Accepted("250 ok"));
        for (int times = 0; times < 8; times++) {
            health.learn(tookTooLong);
        }
        assertThat(breaker.isOpen()).isFalse();
        health.learn(tookTooLong);
        assertThat(breaker.trouble().orElseThrow().reason()).contains("the relay took minutes to let it begin");
        assertThat(breaker.canBeClosedByACall())
                .as("it greeted us well all the time")
                .isFalse();
    }

    private Delivery sentOn() {
        return delivery(DeliveryKind.ISSUE, 1);
    }

    private List<Judgement> refusedInARow(int times, DeliveryKind kind) {
        return IntStream.range(0, times)
                .mapToObj(each -> health.judged(delivery(kind), UNKNOWN))
                .toList();
    }

    private Delivery delivery(DeliveryKind kind) {
        return delivery(kind, 0);
    }

    private Delivery delivery(DeliveryKind kind, int attempts) {
        return new Delivery(
                ids.incrementAndGet(),
                kind,
                kind == DeliveryKind.ISSUE ? 3L : null,
                2,
                DeliveryStatus.LEASED,
                Contents.NONE,
                new UUID(1, 2),
                attempts,
                null,
                "",
                null,
                7);
    }

    private OtherRelays beside(String... others) {
        Map<String, Breaker> all = new HashMap<>(Map.of("this", breaker));
        Stream.of(others).forEach(other -> all.put(other, new Breaker(other, Clock.systemUTC())));
        return new OtherRelays("this", all, new HashSet<>());
    }
}

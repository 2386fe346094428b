package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is leased and marked in the ledger, on a real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LedgerTest {

    @Inject
    LedgerRoom room;

    @Inject
    Ledger ledger;

    @Inject
    Outbox outbox;

    @Inject
    TestClock clock;

    @Test
    void ofManyWhoLeaseEachRowIsSomebodys() throws Exception {
        List<Long> rows = room.entrusted(40);
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<List<Delivery>>> all = IntStream.range(0, 16)
                    .<Callable<List<Delivery>>>mapToObj(n -> () -> ledger.lease(
                            LedgerRoom.NODE + n,
                            LedgerRoom.newLease(),
                            LedgerRoom.NOBODYS_PRIORITY,
                            LedgerSql.Place.START,
                            10))
                    .toList();
            List<Long> leased = new ArrayList<>();
            for (var result : nodes.invokeAll(all)) {
                result.get().forEach(delivery -> leased.add(delivery.id()));
            }
            leased.addAll(LedgerRoom.ids(room.lease(100)));
            assertThat(leased).doesNotHaveDuplicates().containsAll(rows);
        }
        assertThat(room.lease(100)).isEmpty();
    }

    @Test
    void whatIsDueFirstGoesFirstAndThePlaceGoesOn() {
        List<Long> rows = room.entrusted(5);
        List<Delivery> two = room.lease(2);
        assertThat(LedgerRoom.ids(two)).isEqualTo(rows.subList(0, 2));
        Delivery last = two.getLast();
        List<Delivery> rest = ledger.lease(
                LedgerRoom.NODE,
                LedgerRoom.newLease(),
                LedgerRoom.NOBODYS_PRIORITY,
                new LedgerSql.Place(last.notBefore(), last.id()),
                100);
        assertThat(LedgerRoom.ids(rest)).isEqualTo(rows.subList(2, 5));
    }

    @Test
    void marksOfEverySortAreWrittenInOneBatch() {
        List<Long> rows = room.entrusted(4);
        List<Delivery> leased = room.lease(4);
        Instant later = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        ledger.mark(List.of(
                Mark.finished(leased.get(0), DeliveryStatus.SENT, "250 2.0.0 queued", clock.instant()),
                Mark.finished(leased.get(1), DeliveryStatus.FAILED, "550 5.1.1 Grüße aus Köln", clock.instant()),
                Mark.again(leased.get(2), "451 later", later),
                Mark.held(leased.get(3), "held")));
        assertThat(room.delivery(rows.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(room.delivery(rows.get(0)).finishedAt()).isNotNull();
        assertThat(room.delivery(rows.get(1)).reply()).isEqualTo("550 5.1.1 Grüße aus Köln");
        assertThat(room.delivery(rows.get(2)).notBefore()).isEqualTo(later);
        assertThat(room.delivery(rows.get(2)).attempts()).isOne();
        assertThat(room.delivery(rows.get(3)).status()).isEqualTo(DeliveryStatus.HELD);
        assertThat(room.lease(10)).isEmpty();
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        Mark sent = Mark.finished(leased, DeliveryStatus.SENT, "250", clock.instant());
        ledger.mark(List.of(
                Mark.finished(leased.leasedUnder(LedgerRoom.newLease()), DeliveryStatus.SENT, "250", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(sent));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void whatWasInDoubtAndIsRefusedTheSecondTimeStaysInDoubt() {
        long row = room.entrusted(1).getFirst();
        ledger.mark(List.of(Mark.againInDoubt(room.lease(1).getFirst(), "no reply", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        ledger.mark(List.of(Mark.again(room.lease(1).getFirst(), "451 later", clock.instant())));
        ledger.mark(List.of(
                Mark.finished(room.lease(1).getFirst(), DeliveryStatus.FAILED, "550 5.2.2 full", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(room.delivery(row).reply()).isEqualTo("a copy may have arrived before; then: 550 5.2.2 full");

        assertThat(outbox.sendAgain(row)).isPresent();
        ledger.mark(List.of(
                Mark.finished(room.lease(1).getFirst(), DeliveryStatus.FAILED, "550 5.2.2 full", clock.instant())));
        assertThat(room.delivery(row).status())
                .as("that an operator sent it again says nothing about its first copy")
                .isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(outbox.markSent(row)).isPresent();
    }

    @Test
    void whatAnOperatorSendsAgainInDoubtStaysSoWhenItIsRefused() {
        long row = room.entrusted(1).getFirst();
        ledger.mark(List.of(
                Mark.finished(room.lease(1).getFirst(), DeliveryStatus.UNCERTAIN, "no reply", clock.instant())));
        assertThat(outbox.sendAgain(row)).isPresent();
        ledger.mark(List.of(
                Mark.finished(room.lease(1).getFirst(), DeliveryStatus.FAILED, "552 too big", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void whatWasInDoubtStaysSoWhenItsIssueIsCancelledOrExpires() {
        List<Long> doubts = List.of(inDoubtAndWaiting(-101), inDoubtAndWaiting(-102));
        assertThat(outbox.putOff(-101)).as("nobody put it off").isEmpty();
        assertThat(outbox.sentAgainInDoubt(-101)).isOne();
        assertThat(outbox.cancel(-101)).isOne();
        assertThat(outbox.giveUp(-102, clock.instant().plusSeconds(1))).isOne();
        assertThat(doubts).allSatisfy(row -> {
            assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
            assertThat(room.delivery(row).reply()).startsWith("a copy may have arrived before; then: ");
        });
        assertThat(outbox.sentAgainInDoubt(-101)).isZero();
    }

    private long inDoubtAndWaiting(long issue) {
        long row = room.entrusted(1).getFirst();
        Instant later = clock.instant().plusSeconds(60);
        ledger.mark(List.of(Mark.againInDoubt(room.lease(1).getFirst(), "no reply", later)));
        room.inIssue(issue, row);
        return row;
    }

    @Test
    void whatWasPutOffAndIsSentOnIsPutOffNoLonger() {
        long row = room.entrusted(1).getFirst();
        Instant later = clock.instant().plusSeconds(60);
        ledger.mark(List.of(Mark.again(room.lease(1).getFirst(), "451 later", later)));
        room.inIssue(-104, row);
        assertThat(outbox.putOff(-104)).contains(new PutOff(1, "451 later"));

        assertThat(outbox.hold(-104)).isOne();
        assertThat(outbox.putOff(-104)).as("held").isEmpty();
        assertThat(outbox.resume(-104)).isOne();
        assertThat(outbox.putOff(-104)).as("what is tried next has not said no").isEmpty();
        outbox.cancel(-104);
    }

    /** Two who lock rows of it in different orders wait for each other, and one of them is turned away. */
    @Test
    void anIssueIsHeldWhileItsMailsAreLeased() throws Exception {
        room.issueFor(-105, 1000);
        try (ExecutorService lane = Executors.newSingleThreadExecutor()) {
            for (int n = 0; n < 40; n++) {
                Future<Integer> leased = lane.submit(this::leaseAllOfTheIssue);
                assertThat(outbox.hold(-105) + leased.get()).isEqualTo(1000);
                outbox.resume(-105);
                room.giveBackAll(-105);
            }
        } finally {
            outbox.cancel(-105);
        }
    }

    private int leaseAllOfTheIssue() {
        List<Delivery> all = new ArrayList<>();
        List<Delivery> more;
        do {
            more = ledger.lease(
                    LedgerRoom.NODE, LedgerRoom.newLease(), LedgerRoom.PRIORITY_IN_ISSUE, LedgerSql.Place.START, 100);
            all.addAll(more);
        } while (!more.isEmpty());
        return (int) all.stream().filter(row -> row.issueId() == -105).count();
    }

    @Test
    void whoPressesTwiceSendsOnlyOnceMore() {
        long row = room.entrusted(1).getFirst();
        ledger.mark(List.of(
                Mark.finished(room.lease(1).getFirst(), DeliveryStatus.UNCERTAIN, "no reply", clock.instant())));
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(outbox.find(row).orElseThrow().status()).isEqualTo(DeliveryStatus.UNCERTAIN);
            QuarkusTransaction.requiringNew()
                    .run(() -> assertThat(outbox.sendAgain(row)).isPresent());
            QuarkusTransaction.requiringNew()
                    .run(() -> ledger.mark(List.of(
                            Mark.finished(room.lease(1).getFirst(), DeliveryStatus.SENT, "250", clock.instant()))));
            assertThat(outbox.sendAgain(row)).as("the other press was quicker").isEmpty();
        });
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void aLeaseThatNobodyKnowsOfIsGivenBack() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        assertThat(ledger.release(LedgerRoom.newLease()))
                .as("its commit may be under way")
                .isFalse();
        assertThat(ledger.release(leased.lease())).isTrue();
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(room.delivery(row).attempts()).isZero();
    }

    @Test
    void whatFollowsFromMarksStandsOrFallsWithThem() {
        long row = room.entrusted(1).getFirst();
        Mark sent = Mark.finished(room.lease(1).getFirst(), DeliveryStatus.SENT, "250", clock.instant());
        assertThatThrownBy(() -> ledger.mark(List.of(sent), () -> {
                    throw new IllegalStateException("the database went away");
                }))
                .hasMessage("the database went away");
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(sent));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void whatAnOlderLeaseOfTheSameProcessSaysDoesNotHitANewerOne() {
        long row = room.entrusted(1).getFirst();
        Delivery first = room.lease(1).getFirst();
        ledger.mark(List.of(Mark.back(first, "451 not now", clock.instant())));
        Delivery second = ledger.lease(
                        LedgerRoom.NODE, LedgerRoom.newLease(), LedgerRoom.NOBODYS_PRIORITY, LedgerSql.Place.START, 1)
                .getFirst();
        ledger.mark(List.of(Mark.finished(first, DeliveryStatus.SENT, "250 written twice", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(Mark.finished(second, DeliveryStatus.SENT, "250 this one", clock.instant())));
        assertThat(room.delivery(row).reply()).isEqualTo("250 this one");
    }
}

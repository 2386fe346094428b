package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Preferences;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ledger's promises, on a real database. Its rows have a priority that the engine does not look for. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LedgerTest {

    private static final int NOBODYS_PRIORITY = 77;
    private static final int PRIORITY_IN_ISSUE = 78;
    private static final String NODE = "test-node";
    private static final String ANOTHER = "another-node";
    private static final long EPOCH = 1_000_007L;
    private static final AtomicLong LEASES = new AtomicLong(Ledger.firstLease(EPOCH));

    @Inject
    Ledger ledger;

    @Inject
    LedgerSql sql;

    @Inject
    DeliveryRows rows;

    @Inject
    LeaseRows leases;

    @Inject
    Throttle throttle;

    @Inject
    Outbox outbox;

    @Inject
    Subscriptions subscriptions;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    @Test
    void ofManyWhoLeaseEachRowIsSomebodys() throws Exception {
        List<Long> rows = entrusted(40);
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<List<Delivery>>> all = IntStream.range(0, 16)
                    .<Callable<List<Delivery>>>mapToObj(n -> () -> ledger.lease(
                            NODE + n, LEASES.incrementAndGet(), NOBODYS_PRIORITY, LedgerSql.Place.START, 10))
                    .toList();
            List<Long> leased = new ArrayList<>();
            for (var result : nodes.invokeAll(all)) {
                result.get().forEach(delivery -> leased.add(delivery.id()));
            }
            leased.addAll(ids(lease(100)));
            assertThat(leased).doesNotHaveDuplicates().containsAll(rows);
        }
        assertThat(lease(100)).isEmpty();
    }

    @Test
    void whatIsDueFirstGoesFirstAndThePlaceGoesOn() {
        List<Long> rows = entrusted(5);
        List<Delivery> two = lease(2);
        assertThat(ids(two)).isEqualTo(rows.subList(0, 2));
        Delivery last = two.getLast();
        List<Delivery> rest = ledger.lease(
                NODE,
                LEASES.incrementAndGet(),
                NOBODYS_PRIORITY,
                new LedgerSql.Place(last.notBefore(), last.id()),
                100);
        assertThat(ids(rest)).isEqualTo(rows.subList(2, 5));
    }

    @Test
    void marksOfEverySortAreWrittenInOneBatch() {
        List<Long> rows = entrusted(4);
        List<Delivery> leased = lease(4);
        Instant later = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MICROS);
        ledger.mark(List.of(
                Mark.finished(leased.get(0), DeliveryStatus.SENT, "250 2.0.0 queued", clock.instant()),
                Mark.finished(leased.get(1), DeliveryStatus.FAILED, "550 5.1.1 Grüße aus Köln", clock.instant()),
                Mark.again(leased.get(2), "451 later", later),
                Mark.held(leased.get(3), "held")));
        assertThat(delivery(rows.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery(rows.get(0)).finishedAt()).isNotNull();
        assertThat(delivery(rows.get(1)).reply()).isEqualTo("550 5.1.1 Grüße aus Köln");
        assertThat(delivery(rows.get(2)).notBefore()).isEqualTo(later);
        assertThat(delivery(rows.get(2)).attempts()).isOne();
        assertThat(delivery(rows.get(3)).status()).isEqualTo(DeliveryStatus.HELD);
        assertThat(lease(10)).isEmpty();
    }

    @Test
    void whoLostTheLeaseWritesNothing() {
        long row = entrusted(1).getFirst();
        Delivery leased = lease(1).getFirst();
        Mark sent = Mark.finished(leased, DeliveryStatus.SENT, "250", clock.instant());
        ledger.mark(List.of(Mark.finished(
                leased.leasedUnder(LEASES.incrementAndGet()), DeliveryStatus.SENT, "250", clock.instant())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(sent));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void aLeaseThatIsLostPutsItsMailInDoubtAndALateAnswerSettlesIt() {
        long row = entrusted(1).getFirst();
        Delivery leased = lease(1).getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.SENT, "250 after all", clock.instant())));
        assertThat(delivery(row).reply()).isEqualTo("250 after all");
    }

    @Test
    void anAnswerIsTooLateOnceAnOperatorHasSentTheMailAgain() {
        long row = entrusted(1).getFirst();
        Delivery leased = lease(1).getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        UUID messageKey = delivery(row).messageKey();
        assertThat(outbox.sendAgain(row)).isPresent();
        ledger.mark(List.of(Mark.back(leased, "not accepted", clock.instant())));
        assertThat(delivery(row).reply()).isEqualTo("sent again by an operator");
        assertThat(delivery(row).messageKey()).isEqualTo(messageKey);
    }

    @Test
    void whatWasInDoubtAndIsRefusedTheSecondTimeStaysInDoubt() {
        long row = entrusted(1).getFirst();
        ledger.mark(List.of(Mark.againInDoubt(lease(1).getFirst(), "no reply", clock.instant())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        ledger.mark(List.of(Mark.again(lease(1).getFirst(), "451 later", clock.instant())));
        ledger.mark(
                List.of(Mark.finished(lease(1).getFirst(), DeliveryStatus.FAILED, "550 5.2.2 full", clock.instant())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(delivery(row).reply()).isEqualTo("a copy may have arrived before; then: 550 5.2.2 full");

        assertThat(outbox.sendAgain(row))
                .as("an operator has settled the doubt")
                .isPresent();
        ledger.mark(
                List.of(Mark.finished(lease(1).getFirst(), DeliveryStatus.FAILED, "550 5.2.2 full", clock.instant())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.FAILED);
    }

    @Test
    void whatWasInDoubtStaysSoWhenItsIssueIsCancelledOrExpires() {
        List<Long> doubts = List.of(inDoubtAndWaiting(-101), inDoubtAndWaiting(-102));
        assertThat(outbox.cancel(-101)).isOne();
        assertThat(outbox.giveUp(-102, clock.instant().plusSeconds(1))).isOne();
        assertThat(doubts).allSatisfy(row -> {
            assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
            assertThat(delivery(row).reply()).startsWith("a copy may have arrived before; then: ");
        });
    }

    private long inDoubtAndWaiting(long issue) {
        long row = entrusted(1).getFirst();
        Instant later = clock.instant().plusSeconds(60);
        ledger.mark(List.of(Mark.againInDoubt(lease(1).getFirst(), "no reply", later)));
        inIssue(issue, row);
        return row;
    }

    private void inIssue(long issue, long row) {
        QuarkusTransaction.requiringNew().run(() -> entities.createQuery(
                        "update DeliveryRow d set d.issueId = ?1, d.priority = ?2 where d.id = ?3")
                .setParameter(1, issue)
                .setParameter(2, PRIORITY_IN_ISSUE)
                .setParameter(3, row)
                .executeUpdate());
    }

    @Test
    void anIssueIsNotDoneWhileAnAnswerMayStillCome() {
        long row = entrusted(1).getFirst();
        inIssue(-103, row);
        Delivery leased = ledger.lease(NODE, LEASES.incrementAndGet(), PRIORITY_IN_ISSUE, LedgerSql.Place.START, 1)
                .getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(outbox.isDone(-103)).isFalse();
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.UNCERTAIN, "no reply", clock.instant())));
        assertThat(outbox.isDone(-103)).isTrue();
    }

    @Test
    void whoPressesTwiceSendsOnlyOnceMore() {
        long row = entrusted(1).getFirst();
        ledger.mark(List.of(Mark.finished(lease(1).getFirst(), DeliveryStatus.UNCERTAIN, "no reply", clock.instant())));
        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(outbox.find(row).orElseThrow().status()).isEqualTo(DeliveryStatus.UNCERTAIN);
            QuarkusTransaction.requiringNew()
                    .run(() -> assertThat(outbox.sendAgain(row)).isPresent());
            QuarkusTransaction.requiringNew()
                    .run(() -> ledger.mark(
                            List.of(Mark.finished(lease(1).getFirst(), DeliveryStatus.SENT, "250", clock.instant()))));
            assertThat(outbox.sendAgain(row)).as("the other press was quicker").isEmpty();
        });
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void aLeaseThatNobodyKnowsOfIsGivenBack() {
        long row = entrusted(1).getFirst();
        Delivery leased = lease(1).getFirst();
        assertThat(ledger.release(LEASES.incrementAndGet()))
                .as("its commit may be under way")
                .isFalse();
        assertThat(ledger.release(leased.lease())).isTrue();
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery(row).attempts()).isZero();
    }

    @Test
    void aRateOutlivesAClockThatWasFarAhead() {
        String name = "relay " + UUID.randomUUID();
        throttle.take(name, 10, 1);
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("update throttle set next_at = ?1 where name = ?2")
                        .setParameter(1, clock.instant().plus(Duration.ofDays(400)))
                        .setParameter(2, name)
                        .executeUpdate());
        assertThat(throttle.ahead(name, 10)).isZero();
        assertThat(throttle.take(name, 10, 1)).isEqualTo(clock.instant());
    }

    @Test
    void theJournalSettlesWhatAProcessHadLeasedWhenItDied() {
        List<Long> rows = entrusted(4);
        List<Delivery> leased = lease(4);
        ledger.recover(
                NODE,
                Optional.of(new Journal.Remains(
                        EPOCH,
                        true,
                        Map.of(
                                Journal.Attempt.of(leased.get(0)), Ending.ACCEPTED,
                                Journal.Attempt.of(leased.get(1)), Ending.NOT_ACCEPTED),
                        Set.of(Journal.Attempt.of(leased.get(2))))));
        assertThat(rows.stream().map(row -> delivery(row).status()))
                .containsExactly(
                        DeliveryStatus.SENT, DeliveryStatus.PENDING, DeliveryStatus.UNCERTAIN, DeliveryStatus.PENDING);
        assertThat(delivery(rows.get(3)).attempts()).isZero();
        assertThat(outbox.markSent(rows.get(2))).isPresent();
        assertThat(outbox.sendAgain(rows.get(2))).as("it is sent already").isEmpty();
    }

    @Test
    void aNodeThatComesBackLateStillSettlesByItsJournal() {
        List<Long> rows = entrusted(4);
        List<Delivery> leased = lease(4);
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        clock.advance(Duration.ofHours(1));
        settleLostLeases();
        assertThat(rows.stream().map(row -> delivery(row).status())).containsOnly(DeliveryStatus.UNCERTAIN);
        assertThat(outbox.sendAgain(rows.get(2))).isPresent();
        assertThat(outbox.markSent(rows.get(3))).isPresent();

        ledger.recover(
                NODE,
                Optional.of(new Journal.Remains(
                        EPOCH, true, Map.of(Journal.Attempt.of(leased.get(0)), Ending.ACCEPTED), Set.of())));
        assertThat(delivery(rows.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery(rows.get(1)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(delivery(rows.get(1)).attempts()).as("it was not begun").isZero();
        assertThat(delivery(rows.get(2)).reply()).isEqualTo("sent again by an operator");
        assertThat(delivery(rows.get(3)).reply()).isEqualTo("marked as sent by an operator");
        assertThat(leases.count("id", leased.getFirst().lease())).isZero();
    }

    @Test
    void aDoubtIsForGoodOnceItsNodeIsBackWithoutAJournal() {
        long row = entrusted(1).getFirst();
        lease(1);
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        ledger.recover(NODE, Optional.empty());
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(delivery(row).lease()).isZero();
    }

    @Test
    void aNodeDoesNotDoubtWhatItHasInItsOwnHands() {
        long row = entrusted(1).getFirst();
        lease(1);
        clock.advance(Duration.ofHours(1));
        ledger.settleLostLeases(NODE, clock.instant());
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
    }

    @Test
    void underResendWhatIsLostGoesOutAgainOnceItsNodeHadTimeToComeBack() {
        Ledger resending = new Ledger(
                rows, leases, sql, new Verdicts(new Rules(OutboxSettings.OnUncertain.RESEND), clock), entities, clock);
        List<Long> lost = entrusted(2);
        Delivery first = lease(2).getFirst();
        clock.advance(Duration.ofHours(1));
        Instant start = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> resending.settleLostLeases(ANOTHER, start));
        assertThat(lost.stream().map(row -> delivery(row).status()))
                .as("both were down, and the other is only about to start")
                .containsOnly(DeliveryStatus.UNCERTAIN);

        clock.advance(Duration.ofMinutes(14));
        ledger.mark(List.of(Mark.finished(first, DeliveryStatus.SENT, "250 after all", clock.instant())));
        clock.advance(Duration.ofMinutes(2));
        QuarkusTransaction.requiringNew().run(() -> resending.settleLostLeases(ANOTHER, start));
        assertThat(delivery(lost.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(delivery(lost.get(1)).status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void aLeaseThatAnotherNodeForgotFirstIsForgottenAllTheSame() {
        entrusted(1);
        long number = lease(1).getFirst().lease();
        QuarkusTransaction.requiringNew().run(() -> {
            List<LeaseRow> found = leases.list("id", number);
            QuarkusTransaction.requiringNew().run(() -> leases.forget(found));
            leases.forget(found);
        });
        assertThat(leases.count("id", number)).isZero();
    }

    @Test
    void whatFollowsFromMarksStandsOrFallsWithThem() {
        long row = entrusted(1).getFirst();
        Mark sent = Mark.finished(lease(1).getFirst(), DeliveryStatus.SENT, "250", clock.instant());
        assertThatThrownBy(() -> ledger.mark(List.of(sent), () -> {
                    throw new IllegalStateException("the database went away");
                }))
                .hasMessage("the database went away");
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(sent));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void aDoubtThatIsMarkedStaysOneWhateverTheJournalHasForgotten() {
        long row = entrusted(1).getFirst();
        Delivery leased = lease(1).getFirst();
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.UNCERTAIN, "no answer", clock.instant())));
        ledger.recover(NODE, Optional.of(new Journal.Remains(EPOCH, true, Map.of(), Set.of())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void whatAnOlderLeaseOfTheSameProcessSaysDoesNotHitANewerOne() {
        long row = entrusted(1).getFirst();
        Delivery first = lease(1).getFirst();
        ledger.mark(List.of(Mark.back(first, "451 not now", clock.instant())));
        Delivery second = ledger.lease(NODE, LEASES.incrementAndGet(), NOBODYS_PRIORITY, LedgerSql.Place.START, 1)
                .getFirst();
        ledger.mark(List.of(Mark.finished(first, DeliveryStatus.SENT, "250 written twice", clock.instant())));
        assertThat(delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
        ledger.mark(List.of(Mark.finished(second, DeliveryStatus.SENT, "250 this one", clock.instant())));
        assertThat(delivery(row).reply()).isEqualTo("250 this one");
    }

    @Test
    void withoutAJournalThatCanBeBelievedAllThatWasLeasedIsInDoubt() {
        for (Optional<Journal.Remains> journal : List.of(
                Optional.<Journal.Remains>empty(),
                Optional.of(new Journal.Remains(EPOCH, false, Map.of(), Set.of())))) {
            List<Long> rows = entrusted(2);
            assertThat(lease(2)).hasSize(2);
            ledger.recover("other-node", journal);
            assertThat(delivery(rows.getFirst()).status()).isEqualTo(DeliveryStatus.LEASED);
            ledger.recover(NODE, journal);
            assertThat(rows.stream().map(row -> delivery(row).status())).containsOnly(DeliveryStatus.UNCERTAIN);
        }
    }

    @Test
    void aLeaseIsForgottenOnceNothingIsLeftUnderIt() {
        entrusted(2);
        List<Delivery> leased = lease(2);
        long number = leased.getFirst().lease();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        settleLostLeases();
        assertThat(leases.count("id", number)).as("an answer may still come").isOne();
        leased.forEach(
                row -> ledger.mark(List.of(Mark.finished(row, DeliveryStatus.SENT, "250 after all", clock.instant()))));
        settleLostLeases();
        assertThat(leases.count("id", number)).isZero();
    }

    @Test
    void aRateIsKeptAcrossEverybodyWhoAsks() {
        String name = "relay " + UUID.randomUUID();
        Instant first = throttle.take(name, 10, 5);
        assertThat(first).isEqualTo(clock.instant());
        assertThat(throttle.take(name, 10, 1)).isEqualTo(first.plusMillis(500));
        assertThat(throttle.take(name, 10, 1)).isEqualTo(first.plusMillis(600));
        clock.advance(Duration.ofMinutes(1));
        assertThat(throttle.take(name, 10, 1)).as("what was not used is gone").isEqualTo(clock.instant());
    }

    /** As another node sees it that has been running for long. */
    private void settleLostLeases() {
        ledger.settleLostLeases(ANOTHER, Instant.EPOCH);
    }

    private List<Delivery> lease(int most) {
        return ledger.lease(NODE, LEASES.incrementAndGet(), NOBODYS_PRIORITY, LedgerSql.Place.START, most);
    }

    private static List<Long> ids(List<Delivery> deliveries) {
        return deliveries.stream().map(Delivery::id).toList();
    }

    /** So many rows that are due, in the order in which they should go; those of earlier tests are done with first. */
    private List<Long> entrusted(int count) {
        String name = UUID.randomUUID().toString();
        EmailAddress address = new EmailAddress(name + "@ledger.example");
        subscriptions.signUp(address, new Preferences(List.of(), Frequency.DAILY, ZoneOffset.UTC, 7));
        long reader = subscriptions.byEmail(address).orElseThrow().id();
        Entrusted notice = Entrusted.notice(DeliveryKind.PREFERENCES, reader, clock.instant());
        return QuarkusTransaction.requiringNew().call(() -> {
            entities.createQuery("update DeliveryRow d set d.status = ?1, d.notBefore = null where d.priority = ?2")
                    .setParameter(1, DeliveryStatus.CANCELLED)
                    .setParameter(2, NOBODYS_PRIORITY)
                    .executeUpdate();
            sql.insert(IntStream.range(0, count).mapToObj(n -> notice).toList(), clock.instant());
            entities.createQuery("update DeliveryRow d set d.priority = ?1 where d.readerId = ?2 and d.kind = ?3")
                    .setParameter(1, NOBODYS_PRIORITY)
                    .setParameter(2, reader)
                    .setParameter(3, DeliveryKind.PREFERENCES)
                    .executeUpdate();
            return entities.createQuery(
                            "select d.id from DeliveryRow d where d.readerId = ?1 and d.kind = ?2 order by d.id",
                            Long.class)
                    .setParameter(1, reader)
                    .setParameter(2, DeliveryKind.PREFERENCES)
                    .getResultList();
        });
    }

    private Delivery delivery(long id) {
        return outbox.newest(List.of(DeliveryStatus.values()), null, 1000).stream()
                .filter(row -> row.id() == id)
                .findFirst()
                .orElseThrow();
    }
}

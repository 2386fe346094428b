package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of mails whose node has stopped, is silent, or comes back, on a real database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LostLeasesTest {

    @Inject
    LedgerRoom room;

    @Inject
    Ledger ledger;

    @Inject
    LedgerSql sql;

    @Inject
    DeliveryRows rows;

    @Inject
    LeaseRows leases;

    @Inject
    Outbox outbox;

    @Inject
    EntityManager entities;

    @Inject
    TestClock clock;

    @Test
    void aLeaseThatIsLostPutsItsMailInDoubtAndALateAnswerSettlesIt() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.SENT, "250 after all", clock.instant())));
        assertThat(room.delivery(row).reply()).isEqualTo("250 after all");
    }

    @Test
    void anAnswerIsTooLateOnceAnOperatorHasSentTheMailAgain() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        UUID messageKey = room.delivery(row).messageKey();
        assertThat(outbox.sendAgain(row)).isPresent();
        ledger.mark(List.of(Mark.back(leased, "not accepted", clock.instant())));
        assertThat(room.delivery(row).reply()).isEqualTo("sent again by an operator");
        assertThat(room.delivery(row).messageKey()).isEqualTo(messageKey);
    }

    @Test
    void anIssueIsNotDoneWhileAnAnswerMayStillCome() {
        long row = room.entrusted(1).getFirst();
        room.inIssue(-103, row);
        Delivery leased = ledger.lease(
                        LedgerRoom.NODE, LedgerRoom.newLease(), LedgerRoom.PRIORITY_IN_ISSUE, LedgerSql.Place.START, 1)
                .getFirst();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(outbox.isDone(-103)).isFalse();
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.UNCERTAIN, "no reply", clock.instant())));
        assertThat(outbox.isDone(-103)).isTrue();
    }

    @Test
    void theJournalSettlesWhatAProcessHadLeasedWhenItDied() {
        List<Long> rows = room.entrusted(4);
        List<Delivery> leased = room.lease(4);
        ledger.recover(
                LedgerRoom.NODE,
                Optional.of(new Journal.Remains(
                        LedgerRoom.EPOCH,
                        true,
                        Map.of(
                                Journal.Attempt.of(leased.get(0)), Ending.ACCEPTED,
                                Journal.Attempt.of(leased.get(1)), Ending.NOT_ACCEPTED),
                        Set.of(Journal.Attempt.of(leased.get(2))))));
        assertThat(rows.stream().map(row -> room.delivery(row).status()))
                .containsExactly(
                        DeliveryStatus.SENT, DeliveryStatus.PENDING, DeliveryStatus.UNCERTAIN, DeliveryStatus.PENDING);
        assertThat(room.delivery(rows.get(3)).attempts()).isZero();
        assertThat(outbox.markSent(rows.get(2))).isPresent();
        assertThat(outbox.sendAgain(rows.get(2))).as("it is sent already").isEmpty();
    }

    @Test
    void aNodeThatComesBackLateStillSettlesByItsJournal() {
        List<Long> rows = room.entrusted(4);
        List<Delivery> leased = room.lease(4);
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        clock.advance(Duration.ofHours(1));
        room.settleLostLeases();
        assertThat(rows.stream().map(row -> room.delivery(row).status())).containsOnly(DeliveryStatus.UNCERTAIN);
        assertThat(outbox.sendAgain(rows.get(2))).isPresent();
        assertThat(outbox.markSent(rows.get(3))).isPresent();

        ledger.recover(
                LedgerRoom.NODE,
                Optional.of(new Journal.Remains(
                        LedgerRoom.EPOCH, true, Map.of(Journal.Attempt.of(leased.get(0)), Ending.ACCEPTED), Set.of())));
        assertThat(room.delivery(rows.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(room.delivery(rows.get(1)).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(room.delivery(rows.get(1)).attempts()).as("it was not begun").isZero();
        assertThat(room.delivery(rows.get(2)).reply()).isEqualTo("sent again by an operator");
        assertThat(room.delivery(rows.get(3)).reply()).isEqualTo("marked as sent by an operator");
        assertThat(leases.count("id", leased.getFirst().lease())).isZero();
    }

    @Test
    void aDoubtIsForGoodOnceItsNodeIsBackWithoutAJournal() {
        long row = room.entrusted(1).getFirst();
        room.lease(1);
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        ledger.recover(LedgerRoom.NODE, Optional.empty());
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(room.delivery(row).lease()).isZero();
    }

    @Test
    void aDoubtThatIsMarkedStaysOneWhateverTheJournalHasForgotten() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        ledger.mark(List.of(Mark.finished(leased, DeliveryStatus.UNCERTAIN, "no answer", clock.instant())));
        ledger.recover(LedgerRoom.NODE, Optional.of(new Journal.Remains(LedgerRoom.EPOCH, true, Map.of(), Set.of())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void withoutAJournalThatCanBeBelievedAllThatWasLeasedIsInDoubt() {
        for (Optional<Journal.Remains> journal : List.of(
                Optional.<Journal.Remains>empty(),
                Optional.of(new Journal.Remains(LedgerRoom.EPOCH, false, Map.of(), Set.of())))) {
            List<Long> rows = room.entrusted(2);
            assertThat(room.lease(2)).hasSize(2);
            ledger.recover("other-node", journal);
            assertThat(room.delivery(rows.getFirst()).status()).isEqualTo(DeliveryStatus.LEASED);
            ledger.recover(LedgerRoom.NODE, journal);
            assertThat(rows.stream().map(row -> room.delivery(row).status())).containsOnly(DeliveryStatus.UNCERTAIN);
        }
    }

    @Test
    void theJournalOfAnotherStartSaysNothingAboutALease() {
        long row = room.entrusted(1).getFirst();
        room.lease(1);
        ledger.recover(
                LedgerRoom.NODE, Optional.of(new Journal.Remains(LedgerRoom.EPOCH + 1, true, Map.of(), Set.of())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void aNodeDoesNotDoubtWhatItHasInItsOwnHands() {
        long row = room.entrusted(1).getFirst();
        room.lease(1);
        clock.advance(Ledger.LEASE.plusMinutes(14));
        ledger.settleLostLeases(LedgerRoom.NODE, Instant.EPOCH);
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.LEASED);
    }

    @Test
    void whatANodeLostSightOfIsInDoubtOnceNoConnectionCanBeAtIt() {
        long row = room.entrusted(1).getFirst();
        Delivery leased = room.lease(1).getFirst();
        clock.advance(Ledger.LEASE.plusMinutes(16));
        ledger.settleLostLeases(LedgerRoom.NODE, Instant.EPOCH);
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.UNCERTAIN);
        assertThat(room.delivery(row).reply()).startsWith("this process lost sight of this mail");
        ledger.mark(List.of(Mark.back(leased, "after a sleep of the machine it is given back", clock.instant())));
        assertThat(room.delivery(row).status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void underResendWhatIsLostGoesOutAgainOnceItsNodeHadTimeToComeBack() {
        Ledger resending = new Ledger(
                rows, leases, sql, new Verdicts(new Rules(OutboxSettings.OnUncertain.RESEND), clock), entities, clock);
        List<Long> lost = room.entrusted(2);
        Delivery first = room.lease(2).getFirst();
        clock.advance(Duration.ofHours(1));
        Instant start = clock.instant();
        QuarkusTransaction.requiringNew().run(() -> resending.settleLostLeases(LedgerRoom.ANOTHER, start));
        assertThat(lost.stream().map(row -> room.delivery(row).status()))
                .as("both were down, and the other is only about to start")
                .containsOnly(DeliveryStatus.UNCERTAIN);

        clock.advance(Duration.ofMinutes(14));
        QuarkusTransaction.requiringNew().run(() -> resending.settleLostLeases(LedgerRoom.ANOTHER, start));
        assertThat(lost.stream().map(row -> room.delivery(row).status()))
                .as("an answer may still come")
                .containsOnly(DeliveryStatus.UNCERTAIN);
        ledger.mark(List.of(Mark.finished(first, DeliveryStatus.SENT, "250 after all", clock.instant())));
        clock.advance(Duration.ofMinutes(2));
        QuarkusTransaction.requiringNew().run(() -> resending.settleLostLeases(LedgerRoom.ANOTHER, start));
        assertThat(room.delivery(lost.get(0)).status()).isEqualTo(DeliveryStatus.SENT);
        assertThat(room.delivery(lost.get(1)).status()).isEqualTo(DeliveryStatus.PENDING);
    }

    @Test
    void aLeaseIsForgottenOnceNothingIsLeftUnderIt() {
        room.entrusted(2);
        List<Delivery> leased = room.lease(2);
        long number = leased.getFirst().lease();
        clock.advance(Ledger.LEASE.plusSeconds(1));
        room.settleLostLeases();
        assertThat(leases.count("id", number)).as("an answer may still come").isOne();
        leased.forEach(
                row -> ledger.mark(List.of(Mark.finished(row, DeliveryStatus.SENT, "250 after all", clock.instant()))));
        room.settleLostLeases();
        assertThat(leases.count("id", number)).isZero();
    }

    @Test
    void aLeaseThatAnotherNodeForgotFirstIsForgottenAllTheSame() {
        room.entrusted(1);
        long number = room.lease(1).getFirst().lease();
        QuarkusTransaction.requiringNew().run(() -> {
            List<LeaseRow> found = leases.list("id", number);
            QuarkusTransaction.requiringNew().run(() -> leases.forget(found));
            leases.forget(found);
        });
        assertThat(leases.count("id", number)).isZero();
    }
}

package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.OutboxSettings.OnUncertain;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Every outcome, and what it means for its row. */
class VerdictsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");
    private static final long LEASE = 9L << 32;
    private static final UUID KEY = new UUID(1, 2);

    private static final Verdicts HOLD = verdicts(OnUncertain.HOLD);
    private static final Verdicts RESEND = verdicts(OnUncertain.RESEND);

    private static Verdicts verdicts(OnUncertain onUncertain) {
        return new Verdicts(new Rules(onUncertain), Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static Delivery copyOfAnIssue(int attempts) {
        return delivery(DeliveryKind.ISSUE, 3L, attempts);
    }

    private static Delivery delivery(DeliveryKind kind, Long issue, int attempts) {
        return new Delivery(
                4711, kind, issue, 12, DeliveryStatus.LEASED, Contents.NONE, KEY, attempts, null, "", null, LEASE);
    }

    private static Mark pending(int attempts, String reply, Instant notBefore) {
        return new Mark(4711, LEASE, DeliveryStatus.PENDING, attempts, reply, notBefore, null, false);
    }

    private static Mark ended(DeliveryStatus status, int attempts, String reply) {
        return new Mark(4711, LEASE, status, attempts, reply, null, NOW, false);
    }

    @Test
    void whatTheRelayTookIsSentWithItsWords() {
        assertThat(HOLD.on(copyOfAnIssue(0), new DeliveryOutcome.Accepted("250 2.0.0 queued as 4711")))
                .isEqualTo(ended(DeliveryStatus.SENT, 1, "250 2.0.0 queued as 4711"));
    }

    @Test
    void aDeferredMailIsTriedAgainLaterAndGivenUpInTheEnd() {
        DeliveryOutcome deferred = new DeliveryOutcome.Deferred("451 4.7.1 come again", Deferral.MAIL);
        assertThat(HOLD.on(copyOfAnIssue(0), deferred))
                .isEqualTo(pending(1, "451 4.7.1 come again", NOW.plusSeconds(60)));
        assertThat(HOLD.on(copyOfAnIssue(1), deferred))
                .isEqualTo(pending(2, "451 4.7.1 come again", NOW.plusSeconds(300)));
        assertThat(HOLD.on(delivery(DeliveryKind.CONFIRMATION, null, 2), deferred))
                .isEqualTo(ended(DeliveryStatus.FAILED, 3, "given up after 3 tries: 451 4.7.1 come again"));
    }

    @Test
    void anIssuesMailIsTriedUntilItsIssueExpiresMoreAndMoreSeldom() {
        DeliveryOutcome deferred = new DeliveryOutcome.Deferred("452 4.2.2 full", Deferral.MAIL);
        assertThat(HOLD.on(copyOfAnIssue(2), deferred)).isEqualTo(pending(3, "452 4.2.2 full", NOW.plusSeconds(600)));
        assertThat(HOLD.on(copyOfAnIssue(3), deferred)).isEqualTo(pending(4, "452 4.2.2 full", NOW.plusSeconds(1200)));
        assertThat(HOLD.on(copyOfAnIssue(300), deferred))
                .isEqualTo(pending(301, "452 4.2.2 full", NOW.plus(Duration.ofHours(8))));
    }

    @Test
    void aRelayInTroubleBurnsNobodysTries() {
        for (DeliveryOutcome trouble :
                List.of(new DeliveryOutcome.Unreachable("down"), new DeliveryOutcome.TurnedAway("down"))) {
            assertThat(HOLD.on(copyOfAnIssue(1), trouble)).isEqualTo(pending(1, "down", NOW));
        }
        assertThat(HOLD.on(copyOfAnIssue(1), new DeliveryOutcome.Withdrawn()).attempts())
                .isOne();
    }

    @Test
    void aRefusedAddressOrMailHasFailed() {
        for (Refusal why : List.of(Refusal.ADDRESS, Refusal.MAIL)) {
            assertThat(HOLD.on(copyOfAnIssue(0), new DeliveryOutcome.Refused("550 no", why)))
                    .isEqualTo(ended(DeliveryStatus.FAILED, 1, "550 no"));
        }
    }

    @Test
    void anIssueThatIsRefusedForWhoWeAreWaits() {
        DeliveryOutcome refused = new DeliveryOutcome.Refused("550 5.7.26 not signed", Refusal.POLICY);
        assertThat(HOLD.on(copyOfAnIssue(0), refused))
                .isEqualTo(new Mark(4711, LEASE, DeliveryStatus.HELD, 1, "550 5.7.26 not signed", null, null, false));
        assertThat(HOLD.on(delivery(DeliveryKind.CONFIRMATION, null, 0), refused))
                .isEqualTo(pending(1, "550 5.7.26 not signed", NOW.plusSeconds(60)));
    }

    @Test
    void aMailInDoubtIsHeldOrSentAgainAsTheSettingSays() {
        DeliveryOutcome doubt = new DeliveryOutcome.Uncertain("no reply");
        assertThat(HOLD.on(copyOfAnIssue(0), doubt)).isEqualTo(ended(DeliveryStatus.UNCERTAIN, 1, "no reply"));
        assertThat(RESEND.on(copyOfAnIssue(0), doubt))
                .isEqualTo(new Mark(
                        4711,
                        LEASE,
                        DeliveryStatus.PENDING,
                        1,
                        "no reply. It is sent again, as paperboy.smtp.on-uncertain says.",
                        NOW.plusSeconds(60),
                        null,
                        true));
        assertThat(RESEND.on(copyOfAnIssue(2), doubt).status())
                .as("a relay that never answers must not get copy after copy")
                .isEqualTo(DeliveryStatus.UNCERTAIN);
    }

    @Test
    void whatCannotBeComposedIsGivenUpSoon() {
        RuntimeException broken = new IllegalStateException("no template");
        assertThat(HOLD.notComposed(copyOfAnIssue(0), broken).status()).isEqualTo(DeliveryStatus.PENDING);
        assertThat(HOLD.notComposed(copyOfAnIssue(2), broken).status()).isEqualTo(DeliveryStatus.FAILED);
    }
}

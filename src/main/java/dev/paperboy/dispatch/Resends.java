package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Bundle;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.ReaderStatus;
import dev.paperboy.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** Mails that go out again because an operator says so. */
@ApplicationScoped
public class Resends {

    private final Issues issues;
    private final PastPapers pastPapers;
    private final Seats seats;
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final Clock clock;

    Resends(
            Issues issues,
            PastPapers pastPapers,
            Seats seats,
            Outbox outbox,
            Subscriptions subscriptions,
            Clock clock) {
        this.issues = issues;
        this.pastPapers = pastPapers;
        this.seats = seats;
        this.outbox = outbox;
        this.subscriptions = subscriptions;
        this.clock = clock;
    }

    /** A mail that has failed or is in doubt. */
    @Transactional
    public Resend one(long deliveryId) {
        Optional<Delivery> asked = outbox.find(deliveryId);
        if (asked.filter(this::isUnwelcome).isPresent()) {
            return new Resend.Unwelcome();
        }
        Optional<Long> issueId = asked.map(Delivery::issueId);
        return issueId.isPresent() ? ofIssue(issueId.get(), deliveryId) : asItWas(deliveryId);
    }

    private boolean isUnwelcome(Delivery delivery) {
        return subscriptions
                .find(delivery.readerId())
                .filter(reader -> wants(reader, delivery.kind()))
                .isEmpty();
    }

    private boolean wants(Reader reader, DeliveryKind kind) {
        return switch (kind) {
            case ISSUE ->
                reader.welcomesMailOn(LocalDate.ofInstant(
                        clock.instant(), reader.preferences().zone()));
            case CONFIRMATION -> reader.status() == ReaderStatus.PENDING;
            case PREFERENCES -> reader.status() == ReaderStatus.ACTIVE || reader.status() == ReaderStatus.PAUSED;
        };
    }

    private Resend ofIssue(long issueId, long deliveryId) {
        if (!seats.takeOne()) {
            return new Resend.Sealing();
        }
        // The issue before its mails, in the order of whoever holds or cancels them all.
        issues.lockAndAskIfSealed(issueId);
        Optional<Delivery> failed =
                outbox.locked(deliveryId).filter(delivery -> delivery.status() == DeliveryStatus.FAILED);
        Optional<Contents> left = failed.map(this::left);
        if (left.filter(Contents::isEmpty).isPresent()) {
            return new Resend.HadSince();
        }
        if (!mayGo(issueId)) {
            return new Resend.Cancelled();
        }
        return left.<Resend>map(contents -> new Resend.Queued(
                        outbox.sendAgain(deliveryId, contents).stream().count()))
                .orElseGet(() -> asItWas(deliveryId));
    }

    /** Nobody has a mail that failed, so later mails may have brought its papers. One in doubt stays as it was: its first copy may be there. */
    private Contents left(Delivery failed) {
        return failed.contents()
                .without(pastPapers.of(issues.cards(failed.issueId())).hadBy(failed.readerId()));
    }

    private Resend asItWas(long deliveryId) {
        return new Resend.Queued(outbox.sendAgain(deliveryId).stream().count());
    }

    /** All of these mails that are in doubt. */
    @Transactional
    public Resend doubts(Bundle bundle) {
        return switch (bundle) {
            case Bundle.OfIssue(long issueId) when !mayGo(issueId) -> new Resend.Cancelled();
            case Bundle.OfIssue _, Bundle.Notices _ -> new Resend.Queued(outbox.sendDoubtsAgain(bundle));
        };
    }

    /** An issue that was done is being sent again, so that it can be held, expires, and is finished once more. */
    private boolean mayGo(long issueId) {
        issues.reopen(issueId);
        return issues.find(issueId)
                .map(Issue::status)
                .filter(IssueStatus.CANCELLED::equals)
                .isEmpty();
    }
}

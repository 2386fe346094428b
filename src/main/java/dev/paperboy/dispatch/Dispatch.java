package dev.paperboy.dispatch;

import dev.paperboy.issue.Assembly;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Subscriptions;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PessimisticLockException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * Brings issues on their way. {@link #takeUp()} may be called by anybody at any time, twice or on two nodes at once: every step it
 * takes is decided by the state of a row under a lock.
 */
@ApplicationScoped
public class Dispatch {

    /** Seconds for a statement or two about every row of an issue. */
    private static final int ALL_ROWS = 600;

    private static final int TURNED_AWAY_AT_MOST = 5;

    private final Assembling assembling;
    private final Timetable timetable;
    private final DispatchSettings settings;
    private final Issues issues;
    private final Audience audience;
    private final IssueMails mails;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final Steps steps;
    private final Clock clock;
    private volatile boolean hasBegun;

    Dispatch(
            Assembling assembling,
            Timetable timetable,
            DispatchSettings settings,
            Issues issues,
            Audience audience,
            IssueMails mails,
            Subscriptions subscriptions,
            Outbox outbox,
            Steps steps,
            Clock clock) {
        this.assembling = assembling;
        this.timetable = timetable;
        this.settings = settings;
        this.issues = issues;
        this.audience = audience;
        this.mails = mails;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.steps = steps;
        this.clock = clock;
    }

    /** From now on the schedule may do what is due: sources were read once, and what came with a copy is held. */
    public void begin() {
        takeUp();
        hasBegun = true;
    }

    boolean hasBegun() {
        return hasBegun;
    }

    /** Does whatever is due: assembles, seals, holds what is too late, and closes what is done. Whatever cannot go on stops nothing else. */
    public void takeUp() {
        steps.take("assembling", this::assembleIfDue);
        each(IssueStatus.DRAFT, "sealing", this::sendIfAutomatic);
        each(IssueStatus.APPROVED, "sealing", this::sendByItself);
        each(IssueStatus.SENDING, "giving up mails of", this::giveUpWhatExpired);
        each(IssueStatus.SENDING, "holding what is late of", this::holdIfLate);
        each(IssueStatus.SENDING, "closing", this::goOnOrFinish);
        steps.take("welcoming", this::greetAwaiting);
    }

    private void assembleIfDue() {
        if (assembling.isDue()) {
            assembleToday();
        }
    }

    /** Assembles today's issue, and the week's where it is due; finds them where they are there already. */
    public Assembly assembleToday() {
        steps.take("assembling the week's issue", assembling::week);
        return assembling.day();
    }

    private void each(IssueStatus status, String doing, Consumer<Issue> step) {
        steps.take(doing + " issues", () -> issues.inStatus(status)
                .forEach(issue -> steps.take(
                        "%s the %s issue of %s".formatted(doing, issue.kind(), issue.date()),
                        () -> step.accept(issue))));
    }

    private void greetAwaiting() {
        subscriptions
                .awaitingWelcome()
                .forEach(reader ->
                        steps.take("the welcome of reader " + reader, () -> subscriptions.greetAwaiting(reader)));
    }

    /**
     * Takes up what is due, and leaves it to an operator whether any of it goes out. Whatever cannot be held stops this, so that it does not
     * go out unseen.
     */
    public void holdEverything(String why) {
        if (timetable.isTodaysDue()) {
            assembling.week();
            assembling.day();
        }
        Stream.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.SENDING)
                .flatMap(status -> issues.inStatus(status).stream())
                .forEach(issue -> hold(issue.id(), why));
    }

    /** Whether there is an issue of today with something in it; one that is empty may still be filled. */
    public boolean hasTodaysIssue() {
        return assembling.hasTodaysIssue();
    }

    private void sendIfAutomatic(Issue draft) {
        if (settings.approval() == DispatchSettings.Approval.AUTO) {
            sendByItself(draft);
        }
    }

    /** What grew old before it was sealed, because the process was down or could not, is for an operator. */
    private void sendByItself(Issue issue) {
        if (issues.assembledAt(issue.id()).orElseThrow().isBefore(tooLate())) {
            hold(issue.id(), "too late to send by itself: send it now, or cancel it");
        } else {
            send(issue, issues::startSendingByItself);
        }
    }

    private Turn send(Issue issue, LongFunction<Turn> start) {
        try {
            mails.of(issue);
        } catch (RuntimeException unrenderable) {
            Log.errorf(unrenderable, "the %s issue of %s cannot be rendered", issue.kind(), issue.date());
            return keepBack(issue, "cannot be rendered: " + unrenderable.getMessage());
        }
        Turn turn = QuarkusTransaction.requiringNew().timeout(ALL_ROWS).call(() -> seal(issue, start));
        if (turn instanceof Turn.Turned) {
            Log.infof("%s issue of %s goes out", issue.kind(), issue.date());
        }
        return turn;
    }

    private Turn keepBack(Issue issue, String why) {
        return switch (hold(issue.id(), why)) {
            case Turn.NotNow(Issue asItIs, String _) ->
                new Turn.NotNow(asItIs, "The issue " + why + ". Nothing was sent.");
            case Turn.Turned held -> held;
            case Turn.NoSuchIssue none -> none;
        };
    }

    /** Approves, fixes audience and choice, and writes the ledger: whatever ends its transaction early leaves the issue as it was. */
    private Turn seal(Issue issue, LongFunction<Turn> start) {
        audience.waitForOthers();
        boolean sealedBefore = issues.lockAndAskIfSealed(issue.id());
        Turn turn = start.apply(issue.id());
        if (turn instanceof Turn.Turned(Issue sending)) {
            if (sealedBefore) {
                outbox.resume(sending.id());
            } else {
                long readers = audience.write(sending);
                Log.infof("%s issue of %s is for %d readers", sending.kind(), sending.date(), readers);
            }
        }
        return turn;
    }

    /** A mail that the relay puts off again and again is its own trouble, and not its issue's. */
    private void giveUpWhatExpired(Issue sending) {
        long givenUp = outbox.giveUp(sending.id(), tooLate());
        if (givenUp > 0) {
            Log.warnf(
                    "%d mails of the %s issue of %s were put off until it expired",
                    givenUp, sending.kind(), sending.date());
        }
    }

    private boolean holdIfLate(Issue sending) {
        long late = outbox.waitingSince(sending.id(), tooLate());
        if (late > 0) {
            String mails =
                    late == 1 ? "1 mail is too late to go by itself" : late + " mails are too late to go by themselves";
            hold(sending.id(), mails + ": send on, or cancel");
        }
        return late > 0;
    }

    private Instant tooLate() {
        return clock.instant().minus(settings.expiresAfter());
    }

    void goOnOrFinish(Issue sending) {
        if (outbox.counts(sending.id()).of(DeliveryStatus.HELD) > 0 || outbox.isDone(sending.id())) {
            QuarkusTransaction.requiringNew().timeout(ALL_ROWS).run(() -> goOnOrFinishLocked(sending));
        }
    }

    /** An operator may have held it since, and a welcome may have been written; whoever does has the issue locked. */
    private void goOnOrFinishLocked(Issue sending) {
        if (!issues.lockAndAskIfSending(sending.id())) {
            return;
        }
        if (outbox.counts(sending.id()).of(DeliveryStatus.HELD) > 0) {
            // Held when their issue was, or refused for a reason that was never acted on; the issue goes, so they go
            // with it, unless it is too late for that by now.
            if (!holdIfLate(sending)) {
                outbox.resume(sending.id());
            }
        } else if (outbox.isDone(sending.id())) {
            issues.finish(sending.id());
        }
    }

    /** Approves a draft, or lets a held issue go on. */
    public Turn send(long issueId) {
        return issues.find(issueId)
                .map(issue -> send(issue, issues::startSending))
                .orElseGet(Turn.NoSuchIssue::new);
    }

    /** Stops an issue where it is. Mails that are on their way this moment still arrive. */
    public Turn hold(long issueId, String why) {
        return lockingRows(() -> {
            Turn turn = issues.hold(issueId, why);
            if (turn instanceof Turn.Turned) {
                outbox.hold(issueId);
            }
            return turn;
        });
    }

    /** Stops an issue for good and drops what was waiting. */
    public Turn cancel(long issueId, String why) {
        return lockingRows(() -> {
            Turn turn = issues.cancel(issueId, why);
            if (turn instanceof Turn.Turned) {
                outbox.cancel(issueId);
                if (outbox.counts(issueId).perhapsArrived() == 0) {
                    issues.withdraw(issueId);
                }
            }
            return turn;
        });
    }

    /**
     * In the caller's transaction, or in one of its own. What is leased or marked meanwhile may lock the same rows in another order; the
     * database then turns one of both away, which the engine does not mind, and nobody here shall.
     */
    private static Turn lockingRows(Callable<Turn> verb) {
        int more = QuarkusTransaction.isActive() ? 0 : TURNED_AWAY_AT_MOST;
        while (true) {
            try {
                return QuarkusTransaction.joiningExisting().timeout(ALL_ROWS).call(verb);
            } catch (PessimisticLockException turnedAway) {
                if (more-- == 0) {
                    throw turnedAway;
                }
            }
        }
    }

    /** Readers whom the issue goes to, or would go to if it were sent now. */
    public long audience(long issueId) {
        return issues.find(issueId)
                .map(issue -> issues.wasSealed(issueId) ? outbox.counts(issueId).total() : audience.size(issue))
                .orElse(0L);
    }

    /** When the schedule fires next; empty when it never does. */
    public Optional<ZonedDateTime> nextAssembly() {
        return timetable.next();
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
import dev.paperboy.issue.Turn;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryStatus;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Welcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A new reader gets the latest issue that holds something for them, straight away, as a row of its own. */
@ApplicationScoped
class IssueWelcome implements Welcome {

    /** Older issues are no welcome any more; so many hold the last weekly one too. */
    private static final int RECENT = 14;

    private final Issues issues;
    private final Audience audience;
    private final Outbox outbox;
    private final Clock clock;

    IssueWelcome(Issues issues, Audience audience, Outbox outbox, Clock clock) {
        this.issues = issues;
        this.audience = audience;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Greeting greet(Reader reader) {
        return switch (audience.welcomesNow() ? findAndReopen(reader) : new Found.None(Greeting.NOTHING_YET)) {
            case Found.Fit(Issue issue, Contents offer) -> {
                outbox.entrust(List.of(Entrusted.issue(issue.id(), reader.id(), clock.instant(), offer)));
                yield Greeting.SENT;
            }
            case Found.Skipped(Delivery row, Contents offer) -> {
                outbox.sendSkipped(row.id(), offer);
                yield Greeting.SENT;
            }
            case Found.None(Greeting why) -> why;
        };
    }

    @Override
    public Greeting foresee(Reader reader) {
        return switch (find(reader, issue -> true)) {
            case Found.Fit _, Found.Skipped _ -> Greeting.SENT;
            case Found.None(Greeting why) -> why;
        };
    }

    /** Whoever cancels an issue has it locked, and so has whoever reopens it: it is one or the other. */
    private Found findAndReopen(Reader reader) {
        return find(reader, issue -> issues.reopen(issue.id()) instanceof Turn.Turned);
    }

    private sealed interface Found {

        record Fit(Issue issue, Contents offer) implements Found {}

        /** The reader had left when it was to leave, or had other wishes; it becomes what they would get now. */
        record Skipped(Delivery row, Contents offer) implements Found {}

        record None(Greeting why) implements Found {}
    }

    /** @param mayGo whether an issue that holds something may still be sent; the next older one is looked at if not */
    private Found find(Reader reader, Predicate<Issue> mayGo) {
        Greeting without = Greeting.NOTHING_YET;
        for (Issue issue : recent(reader)) {
            Optional<Delivery> row = outbox.find(issue.id(), reader.id());
            if (row.isPresent() && row.get().status() != DeliveryStatus.SKIPPED) {
                // Somebody who left and came back has had the latest, unless they were away; older ones are no welcome.
                return new Found.None(Greeting.KNOWN);
            }
            Contents offer = audience.offer(issue, reader);
            if (!offer.isEmpty() && mayGo.test(issue)) {
                return row.<Found>map(skipped -> new Found.Skipped(skipped, offer))
                        .orElse(new Found.Fit(issue, offer));
            }
            if (row.isPresent()) {
                without = Greeting.KNOWN;
            }
        }
        return new Found.None(without);
    }

    private List<Issue> recent(Reader reader) {
        boolean wantsWeekly = reader.preferences().frequency() == Frequency.WEEKLY;
        return issues.published(RECENT).stream()
                // An issue whose audience is being fixed this moment may take the reader in; one that is out cannot any
                // more.
                .filter(issue -> issue.status() == IssueStatus.SENDING || issue.status() == IssueStatus.SENT)
                .sorted(Comparator.comparing((Issue issue) -> issue.weekly() != wantsWeekly))
                .toList();
    }
}

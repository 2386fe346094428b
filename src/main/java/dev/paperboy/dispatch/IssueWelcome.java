package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Issues;
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
        return switch (find(reader)) {
            case Found.Fit(Issue issue, Contents offer) -> {
                issues.reopen(issue.id());
                outbox.entrust(List.of(Entrusted.issue(issue.id(), reader.id(), clock.instant(), offer)));
                yield Greeting.SENT;
            }
            case Found.Skipped(Delivery row) -> {
                issues.reopen(row.issueId());
                outbox.sendSkipped(row.id());
                yield Greeting.SENT;
            }
            case Found.None(Greeting why) -> why;
        };
    }

    @Override
    public Greeting foresee(Reader reader) {
        return switch (find(reader)) {
            case Found.Fit _, Found.Skipped _ -> Greeting.SENT;
            case Found.None(Greeting why) -> why;
        };
    }

    private sealed interface Found {

        record Fit(Issue issue, Contents offer) implements Found {}

        /** The reader had left when it was to leave. */
        record Skipped(Delivery row) implements Found {}

        record None(Greeting why) implements Found {}
    }

    private Found find(Reader reader) {
        boolean wantsWeekly = reader.preferences().frequency() == Frequency.WEEKLY;
        List<Issue> recent = issues.published(RECENT).stream()
                // An issue whose audience is being fixed this moment may take the reader in; one that is out cannot any
                // more.
                .filter(issue -> issue.status() == IssueStatus.SENDING || issue.status() == IssueStatus.SENT)
                .sorted(Comparator.comparing((Issue issue) -> issue.weekly() != wantsWeekly))
                .toList();
        for (Issue issue : recent) {
            Optional<Delivery> row = outbox.find(issue.id(), reader.id());
            if (row.isPresent()) {
                // Somebody who left and came back has had the latest, unless they were away; older ones are no welcome.
                return row.filter(IssueWelcome::wasSkipped)
                        .<Found>map(Found.Skipped::new)
                        .orElse(new Found.None(Greeting.KNOWN));
            }
            Contents offer = audience.offer(issue, reader);
            if (!offer.isEmpty()) {
                return new Found.Fit(issue, offer);
            }
        }
        return new Found.None(Greeting.NOTHING_YET);
    }

    /** What had nothing for its reader has no papers. */
    private static boolean wasSkipped(Delivery row) {
        return row.status() == DeliveryStatus.SKIPPED && !row.contents().isEmpty();
    }
}

package dev.paperboy.dispatch;

import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.outbox.Contents;
import dev.paperboy.outbox.Entrusted;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.subscription.Frequency;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Who gets an issue, which papers, and when. */
@ApplicationScoped
class Audience {

    private static final int PAGE = 2000;
    private static final BitSet NOTHING_HAD = new BitSet();

    private final Subscriptions subscriptions;
    private final PastPapers pastPapers;
    private final IssueMails mails;
    private final Issues issues;
    private final Outbox outbox;
    private final EntityManager entities;
    private final Seats seats;
    private final Clock clock;

    Audience(
            Subscriptions subscriptions,
            PastPapers pastPapers,
            IssueMails mails,
            Issues issues,
            Outbox outbox,
            EntityManager entities,
            Seats seats,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.pastPapers = pastPapers;
        this.mails = mails;
        this.issues = issues;
        this.outbox = outbox;
        this.entities = entities;
        this.seats = seats;
        this.clock = clock;
    }

    /** Before an issue is locked to be sealed: waits until no other is sealed and nobody welcomed, here or on another node. */
    void waitForOthers() {
        seats.takeAll();
    }

    /** Before a reader is welcomed: false while an issue is sealed, which may be about to give them the same papers. */
    boolean welcomesNow() {
        return seats.takeOne();
    }

    /**
     * Writes a ledger row for every reader whom this issue is for, and counts them over. To be called in the transaction that seals it,
     * which must not end well when this throws.
     *
     * @return how many readers
     */
    long write(Issue issue) {
        IssueMails.Prepared prepared = mails.of(issue);
        Set<Long> welcomed = outbox.readersOf(issue.id());
        Instant ready = clock.instant();
        PastPapers.Of past = pastPapers.of(prepared.cards());
        Tastes words = tastes(issue);
        long[] expected = {welcomed.size()};
        eachPage(issue, page -> {
            Map<Long, BitSet> had = page.isEmpty()
                    ? Map.of()
                    : past.hadBy(page.getFirst().id(), page.getLast().id());
            Map<Long, Taste> tastes = words.of(page);
            List<Entrusted> rows = page.stream()
                    .filter(reader -> !welcomed.contains(reader.id()))
                    .map(reader -> {
                        Taste taste = tastes.getOrDefault(reader.id(), Taste.NONE);
                        BitSet without = had.getOrDefault(reader.id(), NOTHING_HAD);
                        return row(issue, reader, offer(prepared, reader, taste, without), ready);
                    })
                    .toList();
            outbox.entrust(rows);
            expected[0] += rows.size();
            // Rows that are written need no watching; without this, memory grows with the audience.
            entities.flush();
            entities.clear();
        });
        long written = outbox.counts(issue.id()).total();
        if (written != expected[0]) {
            throw new IllegalStateException("the ledger has " + written + " rows of an issue for " + expected[0]
                    + " readers; it is not sealed");
        }
        return written;
    }

    private Tastes tastes(Issue issue) {
        return new Tastes(() -> issues.texts(issue.id()));
    }

    private static Contents offer(IssueMails.Prepared prepared, Reader reader, Taste taste, BitSet had) {
        List<Integer> papers = prepared.choice().of(reader.preferences(), taste, had);
        List<String> topics = reader.preferences().topics();
        return new Contents(papers, taste.likedAmong(papers), prepared.topics().lasting(topics));
    }

    private static Entrusted row(Issue issue, Reader reader, Contents offer, Instant ready) {
        if (offer.isEmpty()) {
            return Entrusted.nothingToSend(issue.id(), reader.id(), ready, "nothing new in the reader's topics");
        }
        return Entrusted.issue(issue.id(), reader.id(), due(reader, ready), offer);
    }

    private static Instant due(Reader reader, Instant ready) {
        return DueTime.of(
                ready, reader.preferences().zone(), reader.preferences().hour());
    }

    /** What one reader would get of an issue now, whether or not they are among its readers; empty where it has nothing new for them. */
    Contents offer(Issue issue, Reader reader) {
        IssueMails.Prepared prepared = mails.of(issue);
        BitSet had = pastPapers.of(prepared.cards()).hadBy(reader.id());
        return offer(prepared, reader, tastes(issue).of(reader), had);
    }

    /** How many readers an issue would have now. */
    long size(Issue issue) {
        long[] count = {0};
        eachPage(issue, page -> count[0] += page.size());
        return count[0];
    }

    private void eachPage(Issue issue, Consumer<List<Reader>> use) {
        long last = 0;
        List<Reader> page = subscriptions.mailableAfter(last, PAGE);
        while (!page.isEmpty()) {
            last = page.getLast().id();
            use.accept(page.stream().filter(reader -> isFor(issue, reader)).toList());
            page = subscriptions.mailableAfter(last, PAGE);
        }
    }

    private boolean isFor(Issue issue, Reader reader) {
        Frequency frequency = reader.preferences().frequency();
        boolean wanted =
                switch (issue.kind()) {
                    case WEEKLY -> frequency == Frequency.WEEKLY;
                    case DAILY ->
                        frequency == Frequency.DAILY
                                || frequency == Frequency.WEEKDAYS
                                        && issue.date().getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0;
                };
        return wanted && reader.welcomesMailOn(dueDay(reader));
    }

    /** The day on the reader's calendar when the mail would come; a pause is meant by that calendar. */
    private LocalDate dueDay(Reader reader) {
        return LocalDate.ofInstant(
                due(reader, clock.instant()), reader.preferences().zone());
    }
}

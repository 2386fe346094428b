package dev.paperboy.outbox;

import com.sun.management.ThreadMXBean;
import dev.paperboy.issue.Issue;
import dev.paperboy.subscription.Reader;
import dev.paperboy.subscription.Subscriptions;
import dev.paperboy.testsupport.TestClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** Everything that the database does for a mail, in one thread. */
@ApplicationScoped
class DatabaseCost {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int PAGE = 2000;

    /** Readers choose the hour of their mail in their zone, so that an issue leaves in waves. */
    private static final int HOURS = 24;

    /** At full speed, a lane fetches more when half is gone. */
    private static final int LEASED = Pace.MOST_AHEAD / 2;

    /** What becomes of mails in the three tenths of a second that marks wait at most, at 3,000 mails a second. */
    private static final int MARKED = 900;

    private final BenchmarkStage stage;
    private final Subscriptions subscriptions;
    private final Outbox outbox;
    private final Ledger ledger;
    private final TestClock clock;

    DatabaseCost(BenchmarkStage stage, Subscriptions subscriptions, Outbox outbox, Ledger ledger, TestClock clock) {
        this.stage = stage;
        this.subscriptions = subscriptions;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
    }

    enum Part {
        READERS_TO_CHOOSE,
        THEIR_PAST_PAPERS,
        ROWS,
        COUNTS,
        LEASES,
        READERS_TO_WRITE_TO,
        MARKS
    }

    /** Microseconds for all mails, and what of them this process worked. */
    static final class Work {

        private final Map<Part, Double> micros = new EnumMap<>(Part.class);
        private final Map<Part, Double> ours = new EnumMap<>(Part.class);

        private void time(Part part, Runnable work) {
            long begun = System.nanoTime();
            long used = THREADS.getCurrentThreadCpuTime();
            work.run();
            ours.merge(part, (THREADS.getCurrentThreadCpuTime() - used) / 1e3, Double::sum);
            micros.merge(part, (System.nanoTime() - begun) / 1e3, Double::sum);
        }

        double micros() {
            return micros.values().stream().mapToDouble(Double::doubleValue).sum();
        }

        double micros(Part part) {
            return micros.get(part);
        }

        double ours(Part part) {
            return ours.get(part);
        }
    }

    /** Seals an issue for everybody, leases it and marks it sent. */
    Work measure() {
        Work work = new Work();
        Issue issue = stage.nextIssue();
        // As it is sealed: all or nothing.
        QuarkusTransaction.begin(QuarkusTransaction.beginOptions().timeout(600));
        seal(issue, work);
        work.time(Part.ROWS, QuarkusTransaction::commit);
        send(work);
        return work;
    }

    private void seal(Issue issue, Work work) {
        work.time(Part.COUNTS, () -> outbox.readersOf(issue.id()));
        List<Long> past = LongStream.rangeClosed(1, BenchmarkStage.PAST_ISSUES)
                .mapToObj(back -> issue.id() - back)
                .toList();
        List<Reader> page = new ArrayList<>();
        for (long last = 0; ; last = page.getLast().id()) {
            long after = last;
            page.clear();
            work.time(Part.READERS_TO_CHOOSE, () -> page.addAll(subscriptions.mailableAfter(after, PAGE)));
            if (page.isEmpty()) {
                // Whether everybody has a row.
                work.time(Part.COUNTS, () -> outbox.counts(issue.id()));
                return;
            }
            long[] found = {0};
            work.time(
                    Part.THEIR_PAST_PAPERS,
                    () -> found[0] += outbox.brought(
                                    past, page.getFirst().id(), page.getLast().id())
                            .size());
            if (found[0] < page.size()) {
                throw new IllegalStateException("these readers have no past: " + found[0] + " rows for " + page.size());
            }
            List<Entrusted> rows = page.stream()
                    .map(reader -> Entrusted.issue(
                            issue.id(),
                            reader.id(),
                            dueTo(reader),
                            new Contents(
                                    stage.choice(),
                                    Map.of(),
                                    stage.numbers(reader.preferences().topics()))))
                    .toList();
            work.time(Part.ROWS, () -> outbox.entrust(rows));
        }
    }

    /** At each reader's own hour, which has come. */
    private Instant dueTo(Reader reader) {
        return clock.instant().minus(Duration.ofHours(reader.id() % HOURS));
    }

    private void send(Work work) {
        Composing composing = stage.composing(mail -> {});
        // Renders the issue, which is no work of the database.
        composing.prepare(stage.waiting(1));
        AtomicLong lease = new AtomicLong(Ledger.firstLease(ledger.newEpoch("benchmark")));
        List<Delivery> batch = new ArrayList<>();
        for (LedgerSql.Place place = LedgerSql.Place.START; ; place = behind(batch.getLast())) {
            LedgerSql.Place after = place;
            batch.clear();
            // Notices are asked for before every batch.
            work.time(
                    Part.LEASES,
                    () -> batch.addAll(ledger.lease(
                            "benchmark",
                            lease.incrementAndGet(),
                            DeliveryKind.CONFIRMATION.priority(),
                            LedgerSql.Place.START,
                            LEASED)));
            work.time(Part.LEASES, () -> {
                batch.addAll(ledger.lease(
                        "benchmark", lease.incrementAndGet(), DeliveryKind.ISSUE.priority(), after, LEASED));
                ledger.force();
            });
            if (batch.isEmpty()) {
                return;
            }
            work.time(Part.READERS_TO_WRITE_TO, () -> composing.prepare(batch));
            Instant begun = clock.instant();
            List<Mark> marks = batch.stream()
                    .map(row -> Mark.finished(
                            row,
                            DeliveryStatus.SENT,
                            "250 2.0.0 Ok: queued as " + row.id(),
                            begun.plus(row.id(), ChronoUnit.MICROS)))
                    .toList();
            for (int from = 0; from < marks.size(); from += MARKED) {
                List<Mark> some = marks.subList(from, Math.min(from + MARKED, marks.size()));
                work.time(Part.MARKS, () -> ledger.mark(some));
            }
        }
    }

    private static LedgerSql.Place behind(Delivery last) {
        return new LedgerSql.Place(last.notBefore(), last.id());
    }
}

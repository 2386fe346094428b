package dev.paperboy.ingest;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.paper.Signals;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the sources. Runs of one process follow one another, so that two clicks do not read a file twice at once. */
@ApplicationScoped
public class Ingest {

    /** Papers are taken in lots of this size, each a transaction, so that a long file neither fills memory nor is lost whole. */
    private static final int LOT = 200;

    /** Papers gathered before they are handed over, so that a paper in two rows is seen as one. */
    private static final int MOST_WAITING = 5_000;

    private static final int LONGEST_REASON = 1000;

    /** No source of daily papers is silent for longer, weekends and most holidays included. */
    private static final Duration STALE_AFTER = Duration.ofDays(4);

    private final Sources sources;
    private final Papers papers;
    private final Signals signals;
    private final RunLog log;
    private final Newsletter newsletter;
    private final Clock clock;

    Ingest(Sources sources, Papers papers, Signals signals, RunLog log, Newsletter newsletter, Clock clock) {
        this.sources = sources;
        this.papers = papers;
        this.signals = signals;
        this.log = log;
        this.newsletter = newsletter;
        this.clock = clock;
    }

    /** Looks at every source now. */
    public void runAll() {
        sources.all().forEach(this::runSafely);
    }

    /** Looks at those sources whose time has come. */
    public void runDue() {
        sources.all().stream().filter(this::isDue).forEach(this::runSafely);
    }

    /** Whatever is wrong with one source, the others are looked at. */
    private void runSafely(Source source) {
        try {
            run(source);
        } catch (RuntimeException broken) {
            Log.errorf(broken, "source %s could not be looked at", source.name());
        }
    }

    private boolean isDue(Source source) {
        return log.last(source.name())
                .map(last -> !last.startedAt().plus(source.every()).isAfter(clock.instant()))
                .orElse(true);
    }

    /** Looks at one source now; empty when there is none of that name. */
    public Optional<SourceRun> run(String name) {
        return sources.named(name).map(this::run);
    }

    private synchronized SourceRun run(Source source) {
        Instant started = clock.instant();
        LocalDate today = LocalDate.ofInstant(started, newsletter.zone());
        Lots lots = new Lots(source);
        String problem = "";
        try {
            source.read(today, lots::take);
        } catch (IOException | RuntimeException broken) {
            problem = sentence(broken);
            Log.warnf("source %s: %s", source.name(), problem);
        }
        problem = lots.finish(problem);
        SourceRun run =
                new SourceRun(started, clock.instant(), lots.read, lots.added, lots.changed, lots.rejected, problem);
        log.write(source.name(), run, lots.rejections);
        Log.infof(
                "source %s: %d rows read, %d papers new, %d changed, %d rows rejected",
                source.name(), run.read(), run.added(), run.changed(), run.rejected());
        return run;
    }

    /**
     * Whether everything is there for an issue that was due at this moment. A source is late when its last look failed, or was not made
     * since twice its usual pause before that moment.
     */
    public Readiness readiness(Instant due) {
        List<Source> late = sources.all().stream()
                .filter(source -> log.last(source.name())
                        .map(last -> !last.wentWell()
                                || last.startedAt()
                                        .isBefore(due.minus(source.every().multipliedBy(2))))
                        .orElse(true))
                .toList();
        Instant now = clock.instant();
        return new Readiness(
                late.stream().map(Source::name).toList(),
                late.stream()
                        .map(source -> sources.policy(source.name()))
                        .anyMatch(policy ->
                                policy.late() == IngestSettings.Late.WAIT && now.isBefore(due.plus(policy.waitFor()))),
                late.stream().anyMatch(source -> sources.policy(source.name()).late() == IngestSettings.Late.HOLD));
    }

    /** The sources with their last run and what it rejected. */
    public List<SourceView> sources() {
        return sources.all().stream()
                .map(source -> {
                    Optional<SourceRun> last = log.last(source.name());
                    Optional<Instant> lastNews = log.lastWithNews(source.name()).map(SourceRun::startedAt);
                    return new SourceView(
                            source.name(),
                            source.description(),
                            last,
                            last.map(run -> run.startedAt().plus(source.every())),
                            lastNews,
                            last.isPresent()
                                    && lastNews.map(news -> news.isBefore(
                                                    clock.instant().minus(STALE_AFTER)))
                                            .orElse(true),
                            log.rejectionsOfLast(source.name()));
                })
                .toList();
    }

    private static String sentence(Exception broken) {
        return cut(broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage());
    }

    private static String cut(String text) {
        return text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) : text;
    }

    /** Gathers the rows of one run and hands the good ones on by the lot. */
    private class Lots {
        private final Source source;
        private final Map<PaperId, Paper> waiting = new LinkedHashMap<>();
        private final List<Signal> counted = new ArrayList<>();
        private final List<Rejection> rejections = new ArrayList<>();
        private int read;
        private int added;
        private int changed;
        private int rejected;

        private Lots(Source source) {
            this.source = source;
        }

        private void take(String file, ParsedRow row) {
            read++;
            switch (row) {
                case ParsedRow.Good good -> add(good.paper());
                case ParsedRow.Signal signal -> note(signal);
                case ParsedRow.Bad bad -> reject(new Rejection(file, bad.line(), bad.reason()));
            }
        }

        private void note(ParsedRow.Signal seen) {
            SignalKind.of(seen.kind())
                    .ifPresent(kind ->
                            counted.add(new Signal(seen.paper(), source.name(), kind, clock.instant(), seen.count())));
        }

        /** A paper that stands twice is one paper; the later row speaks for it, so that each look at the same files ends the same. */
        private void add(Paper paper) {
            waiting.merge(paper.id(), paper, (earlier, later) -> later.completedBy(earlier));
            if (waiting.size() == MOST_WAITING) {
                handOver();
            }
        }

        /** All are counted; those that would not be shown are not kept. */
        private void reject(Rejection rejection) {
            rejected++;
            if (rejections.size() < RunLog.MOST_KEPT) {
                rejections.add(rejection);
            }
        }

        private String finish(String problem) {
            try {
                handOver();
                return problem;
            } catch (RuntimeException broken) {
                Log.errorf(broken, "a lot of %d papers could not be stored", waiting.size());
                return cut("papers could not be stored: " + sentence(broken));
            }
        }

        private void handOver() {
            List<Paper> gathered = new ArrayList<>(waiting.values());
            for (int from = 0; from < gathered.size(); from += LOT) {
                Papers.Intake intake = papers.take(gathered.subList(from, Math.min(from + LOT, gathered.size())));
                added += intake.added();
                changed += intake.changed();
            }
            waiting.clear();
            signals.note(counted);
            counted.clear();
        }
    }
}

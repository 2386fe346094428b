package dev.paperboy.ingest;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signals;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks at the sources. Looks at one source follow one another, so that two clicks do not read a file twice at once; those at
 * different sources do not wait for each other.
 */
@ApplicationScoped
public class Ingest {

    /** No source of daily papers is silent for longer, weekends and most holidays included. */
    private static final Duration STALE_AFTER = Duration.ofDays(4);

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(10);

    private static final int RUNS_SHOWN = 10;

    private final Sources sources;
    private final Papers papers;
    private final Signals signals;
    private final RunLog log;
    private final Newsletter newsletter;
    private final Clock clock;
    private final Looks looks = new Looks();
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    Ingest(Sources sources, Papers papers, Signals signals, RunLog log, Newsletter newsletter, Clock clock) {
        this.sources = sources;
        this.papers = papers;
        this.signals = signals;
        this.log = log;
        this.newsletter = newsletter;
        this.clock = clock;
    }

    /** Looks at every source now. Those that are still at it after a minute go on by themselves. */
    public void runAll() {
        sources.all().forEach(this::begin);
        looks.await(LONGEST_WAIT);
    }

    /** Begins to look at those sources whose time has come, and waits for none. */
    public void startDue() {
        sources.all().stream()
                .filter(source -> !looks.isUnderWay(source.name()) && isDue(source))
                .forEach(this::begin);
    }

    private void begin(Source source) {
        looks.begin(source.name(), () -> runSafely(source));
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

    /** Begins to look at one source and does not wait for it, unless a look is under way here; false when there is none of that name. */
    public boolean start(String name) {
        Optional<Source> source = sources.named(name);
        source.filter(known -> !looks.isUnderWay(known.name())).ifPresent(this::begin);
        return source.isPresent();
    }

    /** Looks at one source now, to the end; empty when there is none of that name. */
    public Optional<SourceRun> run(String name) {
        return sources.named(name).map(this::run);
    }

    private SourceRun run(Source source) {
        ReentrantLock turn = turns.computeIfAbsent(source.name(), name -> new ReentrantLock());
        turn.lock();
        try {
            return look(source);
        } finally {
            turn.unlock();
        }
    }

    private SourceRun look(Source source) {
        Instant started = clock.instant();
        LocalDate today = LocalDate.ofInstant(started, newsletter.zone());
        Lots lots = new Lots(source.name(), papers, signals, clock);
        String problem = "";
        try {
            source.read(today, lots::take);
        } catch (IOException | RuntimeException broken) {
            problem = sentence(broken);
            Log.warnf("source %s: %s", source.name(), problem);
        }
        String notStored = lots.finish();
        SourceRun run = lots.run(
                started,
                Stream.of(notStored, problem).filter(each -> !each.isEmpty()).collect(Collectors.joining("; ")));
        log.write(source.name(), run, lots.notes());
        Log.infof(
                "source %s: %d rows read, %d papers new, %d changed, %d rows rejected, %d odd values",
                source.name(), run.read(), run.added(), run.changed(), run.rejected(), run.odd());
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
                        .map(source -> sources.title(source.name()))
                        .distinct()
                        .toList(),
                late.stream()
                        .map(source -> sources.policy(source.name()))
                        .anyMatch(policy ->
                                policy.late() == IngestSettings.Late.WAIT && now.isBefore(due.plus(policy.waitFor()))),
                late.stream().anyMatch(source -> sources.policy(source.name()).late() == IngestSettings.Late.HOLD));
    }

    /** The sources with their last runs and what was wrong with rows of the very last. */
    public List<SourceView> sources() {
        return sources.all().stream().map(this::view).toList();
    }

    private SourceView view(Source source) {
        List<SourceRun> runs = log.newest(RUNS_SHOWN, source.name());
        Optional<Instant> lastNews = log.lastWithNews(source.name()).map(SourceRun::startedAt);
        Instant longAgo = clock.instant().minus(STALE_AFTER);
        return new SourceView(
                source.name(),
                source.description(),
                looks.isUnderWay(source.name()),
                runs,
                runs.stream().findFirst().map(run -> run.startedAt().plus(source.every())),
                lastNews,
                lastNews.or(() -> log.first(source.name()).map(SourceRun::startedAt))
                        .filter(longAgo::isAfter)
                        .isPresent(),
                log.notesOfLast(source.name()));
    }

    /** A look that is nearly over may write down what it has read. */
    void drain(@Observes ShutdownEvent stop) {
        looks.await(LONGEST_FAREWELL);
    }

    private static String sentence(Exception broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }
}

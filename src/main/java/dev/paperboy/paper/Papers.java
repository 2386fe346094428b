package dev.paperboy.paper;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The papers we know. */
@ApplicationScoped
public class Papers {

    /** What taking a paper in has changed. */
    public record Intake(int added, int changed) {}

    private static final int MOST_FOUND = 50;
    private static final int MOST_WORDS = 8;

    private final PaperRows rows;
    private final Signals signals;
    private final Clock clock;

    Papers(PaperRows rows, Signals signals, Clock clock) {
        this.rows = rows;
        this.signals = signals;
        this.clock = clock;
    }

    /** Takes papers in, all or none; a paper that is known is brought up to date, and the same id twice is one paper. */
    @Transactional
    public Intake take(List<Paper> papers) {
        Map<String, PaperRow> known = known(papers);
        int added = 0;
        int changed = 0;
        for (Paper paper : papers) {
            PaperRow row = known.get(paper.id().value());
            if (row == null) {
                row = new PaperRow(paper, clock.instant());
                rows.persist(row);
                known.put(paper.id().value(), row);
                added++;
            } else if (row.update(paper, clock.instant())) {
                changed++;
            }
        }
        signals.note(papers.stream().flatMap(this::counts).toList());
        return new Intake(added, changed);
    }

    /**
     * Marks papers as withdrawn, so that they stand on no list any more; those that are not known are left out.
     *
     * @param days by paper, when it was withdrawn
     * @param source that says so
     * @return how many were not marked before
     */
    @Transactional
    public int withdraw(Map<PaperId, LocalDate> days, String source) {
        int news = 0;
        for (Map.Entry<PaperId, LocalDate> each : days.entrySet()) {
            Optional<PaperRow> row = rows.byCanonicalId(each.getKey().value());
            if (row.isPresent() && row.get().withdraw(each.getValue(), source, clock.instant())) {
                news++;
            }
        }
        return news;
    }

    private Stream<Signal> counts(Paper paper) {
        Instant now = clock.instant();
        return Stream.of(
                new Signal(paper.id(), paper.source(), SignalKind.UPVOTES, now, paper.upvotes()),
                new Signal(paper.id(), paper.source(), SignalKind.COMMENTS, now, paper.comments()),
                new Signal(paper.id(), paper.source(), SignalKind.STARS, now, paper.stars()));
    }

    private Map<String, PaperRow> known(List<Paper> papers) {
        List<String> ids = papers.stream().map(paper -> paper.id().value()).toList();
        return rows.locked(ids).stream()
                .collect(Collectors.toMap(row -> row.paper().id().value(), Function.identity()));
    }

    @Transactional
    public Optional<Paper> find(PaperId id) {
        return rows.byCanonicalId(id.value()).map(PaperRow::paper);
    }

    /** Papers of these days, both included, most upvotes first; none that was withdrawn. */
    @Transactional
    public List<Paper> listedBetween(LocalDate first, LocalDate last) {
        return rows.listedBetween(first, last).stream().map(PaperRow::paper).toList();
    }

    /** The last day up to this one that has papers. */
    @Transactional
    public Optional<LocalDate> lastDayUpTo(LocalDate day) {
        return rows.day("select max(p.listedOn) from PaperRow p where p.listedOn <= ?1 and p.withdrawnOn is null", day);
    }

    /** The first day after this one that has papers. */
    @Transactional
    public Optional<LocalDate> firstDayAfter(LocalDate day) {
        return rows.day("select min(p.listedOn) from PaperRow p where p.listedOn > ?1 and p.withdrawnOn is null", day);
    }

    /** Papers that hold every word in title, abstract or authors, newest first; at most fifty, by at most eight words; none withdrawn. */
    @Transactional
    public List<Paper> search(String typed) {
        List<String> words = Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MOST_WORDS)
                .toList();
        return words.isEmpty()
                ? List.of()
                : rows.containingAll(words, MOST_FOUND).stream()
                        .map(PaperRow::paper)
                        .toList();
    }
}

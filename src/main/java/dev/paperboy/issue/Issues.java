package dev.paperboy.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.Papers;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Assembles issues, once a date and kind, and moves them through their states. */
@ApplicationScoped
public class Issues {

    /** Longer lists serve nobody, and a delivery names its papers in one bit each. */
    private static final int MOST_ENTRIES = 100;

    /** How far back a daily issue looks for papers that no issue has had. */
    private static final int LATEST_DAYS = 6;

    private final IssueRows rows;
    private final EntryRows entries;
    private final Papers papers;
    private final Cards cards;
    private final ObjectMapper json;
    private final Clock clock;

    Issues(IssueRows rows, EntryRows entries, Papers papers, Cards cards, ObjectMapper json, Clock clock) {
        this.rows = rows;
        this.entries = entries;
        this.papers = papers;
        this.cards = cards;
        this.json = json;
        this.clock = clock;
    }

    /** Assembles the issue of this date, or finds the one that is there. */
    public Assembly assemble(IssueKind kind, LocalDate date) {
        Optional<Issue> before = find(kind, date);
        if (before.isPresent() && before.get().status() != IssueStatus.EMPTY) {
            return new Assembly.AlreadyThere(before.get());
        }
        if (before.isPresent()) {
            return QuarkusTransaction.requiringNew().call(() -> fill(before.get()));
        }
        try {
            return QuarkusTransaction.requiringNew().call(() -> begin(kind, date));
        } catch (RuntimeException lost) {
            // Somebody else assembled it in the meantime: the unique key decides, and theirs is the issue.
            return find(kind, date).<Assembly>map(Assembly.AlreadyThere::new).orElseThrow(() -> lost);
        }
    }

    private Assembly begin(IssueKind kind, LocalDate date) {
        List<Card> ranked = cards.ranked(candidates(kind, date), MOST_ENTRIES);
        IssueRow row = new IssueRow(kind, date, ranked.size(), clock.instant());
        rows.persist(row);
        rows.flush();
        enter(row, ranked);
        return new Assembly.Assembled(row.issue());
    }

    /** An empty issue went to nobody, so it may still become one when its papers arrive late. */
    private Assembly fill(Issue empty) {
        List<Card> ranked = cards.ranked(candidates(empty.kind(), empty.date()), MOST_ENTRIES);
        IssueRow row = rows.locked(empty.id()).orElseThrow();
        if (ranked.isEmpty() || row.issue().status() != IssueStatus.EMPTY) {
            return new Assembly.AlreadyThere(row.issue());
        }
        row.fill(ranked.size(), clock.instant());
        enter(row, ranked);
        return new Assembly.Assembled(row.issue());
    }

    private void enter(IssueRow row, List<Card> ranked) {
        ranked.forEach(card -> entries.persist(new EntryRow(row.id(), card.position(), card.paperId(), frozen(card))));
    }

    private List<Paper> candidates(IssueKind kind, LocalDate date) {
        return switch (kind) {
            case DAILY ->
                Stream.concat(papers.listedBetween(date, date).stream(), latecomers(kind, date))
                        .toList();
            // The evening of the last week's last day came after its issue, so the week reaches back eight days.
            case WEEKLY ->
                without(entries.papersOf(kind, date.minusDays(7), date), papers.listedBetween(date.minusDays(7), date))
                        .toList();
        };
    }

    /** A paper that came in after its own day's issue was assembled joins the next one; otherwise no daily reader would meet it. */
    private Stream<Paper> latecomers(IssueKind kind, LocalDate date) {
        LocalDate earliest = date.minusDays(LATEST_DAYS);
        Optional<LocalDate> first = rows.firstSince(kind, earliest).filter(day -> day.isBefore(date));
        return first.stream()
                .flatMap(day ->
                        without(entries.papersOf(kind, earliest, date), papers.listedBetween(day, date.minusDays(1))));
    }

    private static Stream<Paper> without(List<String> had, List<Paper> listed) {
        Set<String> known = new HashSet<>(had);
        return listed.stream().filter(paper -> !known.contains(paper.id().value()));
    }

    private String frozen(Card card) {
        try {
            return json.writeValueAsString(card);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a card is always JSON", impossible);
        }
    }

    @Transactional
    public Optional<Issue> find(IssueKind kind, LocalDate date) {
        return rows.of(kind, date).map(IssueRow::issue);
    }

    @Transactional
    public Optional<Issue> find(long id) {
        return rows.findByIdOptional(id).map(IssueRow::issue);
    }

    /** All issues, newest first. */
    @Transactional
    public List<Issue> newest(int most) {
        return rows.newest(most).stream().map(IssueRow::issue).toList();
    }

    /** Issues that readers may see, newest first. */
    @Transactional
    public List<Issue> published(int most) {
        return rows.published(most).stream().map(IssueRow::issue).toList();
    }

    /** The issue of this date, where readers may see it: once it has begun to go out, whatever became of it then. */
    @Transactional
    public Optional<Issue> published(IssueKind kind, LocalDate date) {
        return rows.of(kind, date).filter(IssueRow::isPublished).map(IssueRow::issue);
    }

    @Transactional
    public List<Issue> inStatus(IssueStatus status) {
        return rows.in(Set.of(status), 1000).stream().map(IssueRow::issue).toList();
    }

    /** The issue's entries in their order. */
    @Transactional
    public List<Card> cards(long issueId) {
        return entries.ofIssue(issueId).stream().map(this::thawed).toList();
    }

    private Card thawed(EntryRow entry) {
        try {
            return json.readValue(entry.card(), Card.class);
        } catch (JsonProcessingException damaged) {
            throw new IllegalStateException("entry " + entry.position() + " of issue " + entry.issueId(), damaged);
        }
    }

    /** Where these papers stand: by issue, the paper at each position; other entries are left out. */
    @Transactional
    public Map<Long, Map<Integer, String>> placesOf(Collection<String> paperIds) {
        return paperIds.isEmpty()
                ? Map.of()
                : entries.placesOf(paperIds).stream()
                        .collect(Collectors.groupingBy(
                                EntryRows.Place::issueId,
                                Collectors.toMap(EntryRows.Place::position, EntryRows.Place::paperId)));
    }

    /** The issues that had this paper, newest first, where readers may see them. */
    @Transactional
    public List<Issue> withPaper(String paperId) {
        return entries.issuesWith(paperId).stream()
                .filter(IssueRow::isPublished)
                .map(IssueRow::issue)
                .toList();
    }

    /** Approves a draft, or what was held as a draft: from now on its content and audience are about to be fixed. */
    @Transactional
    public Turn approve(long id) {
        return turn(id, Set.of(IssueStatus.DRAFT, IssueStatus.HELD), IssueStatus.APPROVED, "");
    }

    /** When its entries were written. */
    @Transactional
    public Optional<Instant> assembledAt(long id) {
        return rows.findByIdOptional(id).map(IssueRow::assembledAt);
    }

    /** Whether its audience was fixed once already, so that going on must not choose one again. */
    @Transactional
    public boolean wasSealed(long id) {
        return rows.findByIdOptional(id).map(IssueRow::isSealed).orElse(false);
    }

    /** Like {@link #wasSealed}, and nobody else turns the issue until the caller's transaction ends. */
    @Transactional
    public boolean lockAndAskIfSealed(long id) {
        return rows.locked(id).map(IssueRow::isSealed).orElse(false);
    }

    /** Its deliveries are about to be written, or let go on. Keeps the issue locked until the caller's transaction ends. */
    @Transactional
    public Turn startSending(long id) {
        return turn(id, Set.of(IssueStatus.APPROVED), IssueStatus.SENDING, "");
    }

    /** Nothing is left to send. */
    @Transactional
    public Turn finish(long id) {
        return turn(id, Set.of(IssueStatus.SENDING), IssueStatus.SENT, "");
    }

    @Transactional
    public Turn hold(long id, String why) {
        return turn(id, Set.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.SENDING), IssueStatus.HELD, why);
    }

    @Transactional
    public Turn cancel(long id, String why) {
        return turn(
                id,
                Set.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.SENDING, IssueStatus.HELD),
                IssueStatus.CANCELLED,
                why);
    }

    private Turn turn(long id, Set<IssueStatus> from, IssueStatus to, String why) {
        Optional<IssueRow> found = rows.locked(id);
        if (found.isEmpty()) {
            return new Turn.NoSuchIssue();
        }
        IssueRow row = found.get();
        Issue now = row.issue();
        if (!from.contains(now.status())) {
            return new Turn.NotNow(now, "The issue is " + now.status().word() + " already, so nothing was changed.");
        }
        row.turn(to, why, clock.instant());
        return new Turn.Turned(row.issue());
    }
}

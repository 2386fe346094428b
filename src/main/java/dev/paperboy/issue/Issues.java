package dev.paperboy.issue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
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
import java.util.function.Function;
import java.util.stream.Collectors;

/** Assembles issues, once a date and kind, and moves them through their states. */
@ApplicationScoped
public class Issues {

    /** Longer lists serve nobody, and a delivery names its papers in one bit each. */
    private static final int MOST_ENTRIES = 300;

    /** Days before its own from which an issue takes papers. */
    private static final int LATEST_DAYS = 6;

    private static final int BEST_OF_WEEK = 5;
    private static final int NO_LIMIT = 0;

    private final IssueRows rows;
    private final EntryRows entries;
    private final Papers papers;
    private final Cards cards;
    private final FrozenTopics topics;
    private final IssueSettings settings;
    private final ObjectMapper json;
    private final Clock clock;

    Issues(
            IssueRows rows,
            EntryRows entries,
            Papers papers,
            Cards cards,
            FrozenTopics topics,
            IssueSettings settings,
            ObjectMapper json,
            Clock clock) {
        this.rows = rows;
        this.entries = entries;
        this.papers = papers;
        this.cards = cards;
        this.topics = topics;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
    }

    /** Assembles the issue of this date, or finds the one that is there. What it has to do without is written down with it. */
    public Assembly assemble(IssueKind kind, LocalDate date, Shortfall lacking) {
        Optional<Issue> before = find(kind, date);
        if (before.isPresent() && before.get().status() != IssueStatus.EMPTY) {
            return new Assembly.AlreadyThere(before.get());
        }
        if (before.isPresent()) {
            return QuarkusTransaction.requiringNew().call(() -> fill(before.get(), lacking));
        }
        try {
            return QuarkusTransaction.requiringNew().call(() -> begin(kind, date, lacking));
        } catch (RuntimeException lost) {
            // Somebody else assembled it in the meantime: the unique key decides, and theirs is the issue.
            return find(kind, date).<Assembly>map(Assembly.AlreadyThere::new).orElseThrow(() -> lost);
        }
    }

    private Assembly begin(IssueKind kind, LocalDate date, Shortfall lacking) {
        Chosen chosen = chosen(kind, date);
        IssueRow row =
                new IssueRow(kind, date, chosen.cards().size(), chosen.most(), topics.now(), lacking, clock.instant());
        rows.persist(row);
        rows.flush();
        enter(row, chosen.cards());
        return new Assembly.Assembled(row.issue());
    }

    /** An empty issue went to nobody, so it may still become one when its papers arrive late. */
    private Assembly fill(Issue empty, Shortfall lacking) {
        Chosen chosen = chosen(empty.kind(), empty.date());
        IssueRow row = rows.locked(empty.id()).orElseThrow();
        if (chosen.cards().isEmpty() || row.issue().status() != IssueStatus.EMPTY) {
            return new Assembly.AlreadyThere(row.issue());
        }
        row.fill(chosen.cards().size(), chosen.most(), topics.now(), lacking, clock.instant());
        enter(row, chosen.cards());
        return new Assembly.Assembled(row.issue());
    }

    private void enter(IssueRow row, List<Card> ranked) {
        ranked.forEach(card -> entries.persist(new EntryRow(row.id(), card.position(), card.paperId(), frozen(card))));
    }

    /**
     * The papers of the last seven days, so that a late riser still reaches whoever missed it; each reader's own history keeps
     * anybody from meeting one twice. A day that brought nothing new above the bar is quiet, and what it does is the newsletter's rule.
     */
    private Chosen chosen(IssueKind kind, LocalDate date) {
        List<Paper> week = papers.listedBetween(date.minusDays(LATEST_DAYS), date);
        if (kind == IssueKind.WEEKLY) {
            return new Chosen(cards.rankedForTheWeek(week, settings.bar(), MOST_ENTRIES), NO_LIMIT);
        }
        List<Card> ranked = cards.ranked(week, settings.bar(), MOST_ENTRIES);
        if (hasNews(ranked, week, date)) {
            return new Chosen(ranked, NO_LIMIT);
        }
        return switch (settings.quietDay()) {
            case SKIP -> new Chosen(List.of(), NO_LIMIT);
            // Everybody's best of the week are those that they have not had, so that all of the week is in it.
            case BEST_OF_WEEK -> new Chosen(cards.rankedForTheWeek(week, settings.bar(), MOST_ENTRIES), BEST_OF_WEEK);
        };
    }

    /** @param most papers that each reader gets at most, or 0 */
    private record Chosen(List<Card> cards, int most) {}

    /** Whether a paper of today is worth showing, or one of the days before that no daily issue has had. */
    private boolean hasNews(List<Card> ranked, List<Paper> week, LocalDate date) {
        Map<String, LocalDate> listedOn =
                week.stream().collect(Collectors.toMap(paper -> paper.id().value(), Paper::listedOn));
        if (ranked.stream().anyMatch(card -> listedOn.get(card.paperId()).equals(date))) {
            return true;
        }
        Optional<LocalDate> last = rows.lastBefore(IssueKind.DAILY, date);
        Set<String> had = new HashSet<>(entries.papersOf(IssueKind.DAILY, date.minusDays(LATEST_DAYS), date));
        return ranked.stream()
                .map(Card::paperId)
                .filter(paper -> last.isEmpty() || !listedOn.get(paper).isBefore(last.get()))
                .anyMatch(paper -> !had.contains(paper));
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

    /** Whether there is one, even an empty one, with a date between these, both included. */
    @Transactional
    public boolean anyBetween(IssueKind kind, LocalDate first, LocalDate last) {
        return rows.countBetween(kind, first, last) > 0;
    }

    @Transactional
    public Optional<Issue> find(long id) {
        return rows.findByIdOptional(id).map(IssueRow::issue);
    }

    /** By id; those that are not there are left out. They are few, and a statement that asks for a list is translated anew each time. */
    @Transactional
    public Map<Long, Issue> byIds(Collection<Long> ids) {
        return ids.stream()
                .map(rows::findByIdOptional)
                .flatMap(Optional::stream)
                .map(IssueRow::issue)
                .collect(Collectors.toMap(Issue::id, Function.identity()));
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

    /** The issue of this date, where readers may see it: once it goes out, unless it was cancelled before the first mail left. */
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

    /** The topics that readers could follow when the issue was assembled, in their order; empty for an issue of an earlier version. */
    @Transactional
    public List<IssueTopic> topics(long issueId) {
        return rows.findByIdOptional(issueId)
                .map(IssueRow::topics)
                .map(topics::thawed)
                .orElse(List.of());
    }

    /** The papers behind an issue's entries, in their order; a paper that is gone is left out. */
    @Transactional
    public List<EntryText> texts(long issueId) {
        return entries.ofIssue(issueId).stream()
                .flatMap(entry -> papers.find(new PaperId(entry.paperId())).stream()
                        .map(paper -> new EntryText(
                                entry.position(),
                                paper.title(),
                                paper.abstractText(),
                                paper.authors(),
                                paper.organisation())))
                .toList();
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

    /** Whether it is being sent, and nobody else turns it until the caller's transaction ends. */
    @Transactional
    public boolean lockAndAskIfSending(long id) {
        return rows.locked(id)
                .filter(row -> row.issue().status() == IssueStatus.SENDING)
                .isPresent();
    }

    /**
     * A person approves it, or lets it go on: its deliveries are written, or let go on, in the caller's transaction, which keeps the issue
     * locked until it ends.
     */
    @Transactional
    public Turn startSending(long id) {
        return turn(id, Set.of(IssueStatus.DRAFT, IssueStatus.APPROVED, IssueStatus.HELD), IssueStatus.SENDING, "");
    }

    /** Like {@link #startSending} where nobody has said so; what was held in the meantime stays held. */
    @Transactional
    public Turn startSendingByItself(long id) {
        return turn(id, Set.of(IssueStatus.DRAFT, IssueStatus.APPROVED), IssueStatus.SENDING, "");
    }

    /** More of it goes out, perhaps after it was done. Keeps the issue locked until the caller's transaction ends. */
    @Transactional
    public Turn reopen(long id) {
        return turn(id, Set.of(IssueStatus.SENDING, IssueStatus.SENT), IssueStatus.SENDING, "");
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

    /** Takes a cancelled issue off readers' pages. To be called in the transaction that cancels it, where no mail of it can have left. */
    @Transactional
    public void withdraw(long id) {
        rows.findByIdOptional(id)
                .filter(row -> row.issue().status() == IssueStatus.CANCELLED)
                .ifPresent(IssueRow::withdraw);
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

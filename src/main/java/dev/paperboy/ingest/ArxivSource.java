package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * arXiv's announcements, category by category (<a href="https://info.arxiv.org/help/rss.html">feeds</a>), completed by
 * what its query API knows. It completes papers of other sources too, which have no categories.
 */
final class ArxivSource implements Source {

    /** So many papers of other sources in one look; the others come next time. */
    private static final int MOST_OF_OTHERS = 200;

    private static final int DAYS_OF_OTHERS = 7;

    private final String name;
    private final List<String> categories;
    private final WebSource feeds;
    private final ArxivQuery query;
    private final ArxivFreshness freshness;
    private final KnownPapers known;
    private final Duration every;
    private final Set<PaperId> askedInVain = new LinkedHashSet<>();

    /** @param categories canonical */
    ArxivSource(
            String name,
            List<String> categories,
            WebSource feeds,
            WebSource api,
            KnownPapers known,
            Duration every,
            Clock clock) {
        this.name = name;
        this.categories = List.copyOf(categories);
        this.feeds = feeds;
        this.query = new ArxivQuery(api);
        this.freshness = new ArxivFreshness(clock);
        this.known = known;
        this.every = every;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return "announcements of " + String.join(", ", categories) + " from " + feeds.shown();
    }

    @Override
    public Duration every() {
        return every;
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        Problems ofFeeds = new Problems();
        Map<PaperId, Announcement> announced = new LinkedHashMap<>();
        for (String category : categories) {
            if (!ofFeeds.areOfTheWholeHost()) {
                readFeed(category, announced, ofFeeds, sink);
            }
        }
        Problems ofQueries = new Problems();
        handOver(announced.values(), today, ofQueries, sink);
        completeOthers(today, ofQueries, sink);
        ofFeeds.and(ofQueries).tell();
    }

    private record Announcement(String place, int line, ArxivEntry entry) {}

    private void readFeed(
            String category,
            Map<PaperId, Announcement> announced,
            Problems problems,
            BiConsumer<String, ParsedRow> sink) {
        String place = "/atom/" + category;
        List<ArxivEntry> entries;
        try {
            Answer answer = feeds.get(place);
            entries = new ArxivAtom(answer, (number, reason) -> sink.accept(place, new ParsedRow.Bad(number, reason)))
                    .entries();
        } catch (FetchFailure refused) {
            problems.add(
                    refused.status() == 400
                            ? new FetchFailure(400, "arXiv has no feed of " + category + ": is the category right?")
                            : refused);
            return;
        } catch (IOException unreachable) {
            problems.add(unreachable);
            return;
        }
        int line = 0;
        for (ArxivEntry entry : entries) {
            line++;
            // Whoever is listed in two categories is one paper; the newer version of it counts.
            Announcement before = announced.get(entry.id());
            if (before == null || before.entry().version() < entry.version()) {
                announced.put(entry.id(), new Announcement(place, line, entry));
            }
        }
        Set<PaperId> fresh = entries.stream()
                .filter(entry -> !entry.isReplacement())
                .map(ArxivEntry::id)
                .collect(Collectors.toSet());
        freshness.objection(category, fresh).ifPresent(stale -> sink.accept(place, new ParsedRow.Bad(0, stale)));
    }

    private void handOver(
            Iterable<Announcement> announced, LocalDate today, Problems problems, BiConsumer<String, ParsedRow> sink) {
        Map<PaperId, Announcement> wanted = new LinkedHashMap<>();
        Map<PaperId, Integer> ids = new LinkedHashMap<>();
        for (Announcement announcement : announced) {
            ArxivEntry entry = announcement.entry();
            // A new version of a paper that never was news here is no news now.
            if (!entry.isReplacement() || known.knows(entry.id())) {
                wanted.put(entry.id(), announcement);
                ids.put(entry.id(), entry.version());
            }
        }
        Map<PaperId, ArxivEntry> answers = query.answers(ids, problems);
        wanted.forEach((id, announcement) -> {
            ArxivEntry entry = announcement.entry();
            ArxivEntry answer = answers.get(id);
            LocalDate listed = day(entry.published(), today);
            sink.accept(
                    announcement.place(),
                    answer == null
                            ? entry.parsed(announcement.line(), listed, false, name)
                            : entry.completedBy(answer).parsed(announcement.line(), listed, true, name));
        });
    }

    /** The day of an announcement is that of arXiv, as it is written. */
    private static LocalDate day(String published, LocalDate today) {
        try {
            return OffsetDateTime.parse(published.strip()).toLocalDate();
        } catch (DateTimeException unreadable) {
            return today;
        }
    }

    private void completeOthers(LocalDate today, Problems problems, BiConsumer<String, ParsedRow> sink) {
        List<Paper> incomplete = known.listedBetween(today.minusDays(DAYS_OF_OTHERS), today).stream()
                .filter(paper -> paper.id().isArxiv()
                        && !paper.invented()
                        && paper.categories().isEmpty()
                        && !askedInVain.contains(paper.id()))
                .limit(MOST_OF_OTHERS)
                .toList();
        Map<PaperId, Integer> ids = new LinkedHashMap<>();
        incomplete.forEach(paper -> ids.put(paper.id(), 0));
        int before = problems.count();
        Map<PaperId, ArxivEntry> answers = query.answers(ids, problems);
        int line = 0;
        for (Paper paper : incomplete) {
            line++;
            ArxivEntry answer = answers.get(paper.id());
            if (answer != null) {
                sink.accept("/api/query", answer.parsed(line, paper.listedOn(), true, name));
            } else if (problems.count() == before && !problems.areOfTheWholeHost()) {
                askedInVain.add(paper.id());
            }
        }
    }
}

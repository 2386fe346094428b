package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
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
            FeedMemory memory,
            Duration every,
            Clock clock) {
        this.name = name;
        this.categories = List.copyOf(categories);
        this.feeds = feeds;
        this.query = new ArxivQuery(api);
        this.freshness = new ArxivFreshness(memory, clock);
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
        Map<String, String> stale = new LinkedHashMap<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        int answered = 0;
        for (String category : categories) {
            if (!ofFeeds.areOfTheWholeHost() && readFeed(category, announced, stale, unknown, ofFeeds, sink)) {
                answered++;
            }
        }
        // One category that is no more must not make the papers of all the others late for ever.
        tellOf(unknown, answered == 0, ofFeeds, sink);
        // One feed without news may be that of a small field. When all are without, arXiv's day has not come yet.
        tellOf(stale, stale.size() == answered, ofFeeds, sink);
        Problems ofQueries = new Problems();
        handOver(announced.values(), today, ofQueries, sink);
        completeOthers(today, ofQueries, sink);
        ofFeeds.and(ofQueries).tell();
    }

    private record Announcement(String place, int line, ArxivEntry entry) {}

    /** Whether there was a feed to read. */
    private boolean readFeed(
            String category,
            Map<PaperId, Announcement> announced,
            Map<String, String> stale,
            Map<String, String> unknown,
            Problems problems,
            BiConsumer<String, ParsedRow> sink) {
        String place = (namesForm() ? "/" : "/atom/") + category;
        List<ArxivEntry> entries;
        try {
            Answer answer = feeds.get(place);
            entries = new ArxivFeed(answer, (number, reason) -> sink.accept(place, new ParsedRow.Bad(number, reason)))
                    .entries();
        } catch (FetchFailure refused) {
            if (refused.status() == 400) {
                unknown.put(
                        place,
                        "arXiv has no feed of " + category + ": correct it in paperboy.sources." + name
                                + ".categories, or take it out there");
            } else {
                problems.add(refused);
            }
            return false;
        } catch (IOException unreachable) {
            problems.add(unreachable);
            return false;
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
        freshness.objection(name + "/" + category, category, fresh).ifPresent(objection -> stale.put(place, objection));
        return true;
    }

    /** Whoever sets the address of the feeds may choose their form with it; both are read. */
    private boolean namesForm() {
        return feeds.base().getPath().endsWith("/rss") || feeds.base().getPath().endsWith("/atom");
    }

    /** @param ofAll whether no category is without its objection, so that there is nothing to rely on */
    private static void tellOf(
            Map<String, String> objections, boolean ofAll, Problems problems, BiConsumer<String, ParsedRow> sink) {
        if (ofAll) {
            objections.values().forEach(objection -> problems.add(new FetchFailure(200, objection)));
        } else {
            objections.forEach((place, objection) -> sink.accept(place, new ParsedRow.Odd(0, objection)));
        }
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
            (answer == null ? entry : entry.completedBy(answer))
                    .parsed(announcement.line(), today, name)
                    .forEach(row -> sink.accept(announcement.place(), row));
        });
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
                answer.parsed(line, paper.listedOn(), name).forEach(row -> sink.accept("/api/query", row));
            } else if (problems.count() == before && !problems.areOfTheWholeHost()) {
                askedInVain.add(paper.id());
            }
        }
    }
}

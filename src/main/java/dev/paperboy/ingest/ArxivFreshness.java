package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds feeds that serve the batch of a former day. Their dates cannot be trusted, so only ids that were not seen
 * before make a day's feed fresh.
 */
final class ArxivFreshness {

    /** Feeds are made anew at midnight there. */
    private static final ZoneId HOME = ZoneId.of("America/New_York");

    private static final int HOURS_OF_GRACE = 3;
    private static final int DAYS_KEPT = 14;

    private final FeedMemory memory;
    private final Clock clock;

    ArxivFreshness(FeedMemory memory, Clock clock) {
        this.memory = memory;
        this.clock = clock;
    }

    /**
     * Takes note of what a category's feed holds, and tells what is wrong with it, if anything is.
     *
     * @param feed under which it is remembered
     */
    Optional<String> objection(String feed, String category, Collection<PaperId> ids) {
        ZonedDateTime now = clock.instant().atZone(HOME);
        LocalDate today = now.toLocalDate();
        Map<PaperId, LocalDate> seen = memory.seen(feed);
        List<PaperId> unseen =
                ids.stream().filter(id -> !seen.containsKey(id)).distinct().toList();
        boolean fresh = !unseen.isEmpty() || seen.containsValue(today);
        memory.remember(feed, unseen, today);
        memory.forget(
                feed,
                seen.keySet().stream()
                        .filter(id -> seen.get(id).isBefore(today.minusDays(DAYS_KEPT)) && !ids.contains(id))
                        .toList());
        if (fresh || now.getHour() < HOURS_OF_GRACE || !ArxivCalendar.expectsNews(today)) {
            return Optional.empty();
        }
        return Optional.of(
                ids.isEmpty()
                        ? "the feed of " + category + " is empty on a weekday: a holiday at arXiv, or a fault"
                        : "the feed of " + category + " is stale: it still holds the papers of a former day");
    }
}

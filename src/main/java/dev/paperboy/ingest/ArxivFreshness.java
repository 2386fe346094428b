package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds feeds that serve the batch of a former day. Their dates cannot be trusted, so only ids that were not seen
 * before make a day's feed fresh. It knows what was seen since the start.
 */
final class ArxivFreshness {

    /** Feeds are made anew at midnight there. */
    private static final ZoneId HOME = ZoneId.of("America/New_York");

    private static final int HOURS_OF_GRACE = 3;
    private static final int DAYS_KEPT = 14;

    private final Map<String, Map<PaperId, LocalDate>> firstSeen = new HashMap<>();
    private final Clock clock;

    ArxivFreshness(Clock clock) {
        this.clock = clock;
    }

    /** Takes note of what a category's feed holds, and tells what is wrong with it, if anything is. */
    synchronized Optional<String> objection(String category, Collection<PaperId> ids) {
        ZonedDateTime now = clock.instant().atZone(HOME);
        LocalDate today = now.toLocalDate();
        boolean first = !firstSeen.containsKey(category);
        Map<PaperId, LocalDate> seen = firstSeen.computeIfAbsent(category, unseen -> new HashMap<>());
        ids.forEach(id -> seen.putIfAbsent(id, today));
        boolean fresh = seen.containsValue(today);
        seen.values().removeIf(day -> day.isBefore(today.minusDays(DAYS_KEPT)));
        boolean weekend = today.getDayOfWeek() == DayOfWeek.SATURDAY || today.getDayOfWeek() == DayOfWeek.SUNDAY;
        if (fresh || weekend || (first && !ids.isEmpty()) || now.getHour() < HOURS_OF_GRACE) {
            return Optional.empty();
        }
        return Optional.of(
                ids.isEmpty()
                        ? "the feed of " + category + " is empty on a weekday: a holiday at arXiv, or a fault"
                        : "the feed of " + category + " is stale: it still holds the papers of a former day");
    }
}

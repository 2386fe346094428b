package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What nodes share, where there is one node and no database: its tests are about sources. Those of the rows have both. */
final class OneNode implements Turns, FeedMemory {

    private final Map<String, Map<PaperId, LocalDate>> feeds = new HashMap<>();
    private String holder;
    private Instant heldUntil = Instant.EPOCH;
    private Instant freeAt = Instant.EPOCH;
    private Instant silentUntil = Instant.EPOCH;

    @Override
    public boolean claim(String claimant, Instant now, Instant until) {
        boolean held = holder != null && heldUntil.isAfter(now);
        if (held || freeAt.isAfter(now) || silentUntil.isAfter(now)) {
            return false;
        }
        holder = claimant;
        heldUntil = until;
        return true;
    }

    @Override
    public void giveBack(String claimant, Instant next) {
        if (claimant.equals(holder)) {
            holder = null;
            freeAt = next;
        }
    }

    @Override
    public void silence(Instant until) {
        silentUntil = until;
    }

    @Override
    public State state() {
        return new State(freeAt, silentUntil, Optional.ofNullable(holder).map(held -> heldUntil));
    }

    @Override
    public Map<PaperId, LocalDate> seen(String feed) {
        return Map.copyOf(feeds.getOrDefault(feed, Map.of()));
    }

    @Override
    public void remember(String feed, Collection<PaperId> unseen, LocalDate day) {
        unseen.forEach(
                id -> feeds.computeIfAbsent(feed, none -> new HashMap<>()).put(id, day));
    }

    @Override
    public void forget(String feed, Collection<PaperId> old) {
        feeds.getOrDefault(feed, new HashMap<>()).keySet().removeAll(old);
    }
}

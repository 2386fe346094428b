package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** Which ids a feed has held. All nodes share it, and it outlives a restart. */
interface FeedMemory {

    /** The day on which each was first seen in this feed. */
    Map<PaperId, LocalDate> seen(String feed);

    void remember(String feed, Collection<PaperId> unseen, LocalDate day);

    void forget(String feed, Collection<PaperId> old);
}

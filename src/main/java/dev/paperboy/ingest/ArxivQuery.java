package dev.paperboy.ingest;

import dev.paperboy.paper.PaperId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What arXiv knows of papers, by id (<a href="https://info.arxiv.org/help/api/user-manual.html">query API</a>). Its
 * answers change once a day, so that those of the last thousands are kept.
 */
final class ArxivQuery {

    /** Longer lists make addresses that proxies cut. */
    static final int BATCH = 50;

    private static final int MOST_KEPT = 3000;

    private final WebSource web;
    private final Map<PaperId, ArxivEntry> answers = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PaperId, ArxivEntry> eldest) {
            return size() > MOST_KEPT;
        }
    };

    ArxivQuery(WebSource web) {
        this.web = web;
    }

    /**
     * What is known of these, at least in this version; a paper that arXiv does not know, or not yet, is not in it.
     * What went wrong is among the problems, and the rest is answered all the same.
     *
     * @param ids with the version that is wanted; 0 for any
     */
    synchronized Map<PaperId, ArxivEntry> answers(Map<PaperId, Integer> ids, Problems problems) {
        Map<PaperId, ArxivEntry> known = new HashMap<>();
        List<PaperId> unknown = new ArrayList<>();
        ids.forEach((id, version) -> {
            ArxivEntry kept = answers.get(id);
            if (kept != null && kept.version() >= version) {
                known.put(id, kept);
            } else {
                unknown.add(id);
            }
        });
        for (int from = 0; from < unknown.size() && !problems.areOfTheWholeHost(); from += BATCH) {
            List<PaperId> batch = unknown.subList(from, Math.min(from + BATCH, unknown.size()));
            try {
                for (ArxivEntry entry : ask(batch)) {
                    answers.put(entry.id(), entry);
                    known.put(entry.id(), entry);
                }
            } catch (IOException failed) {
                problems.add(failed);
            }
        }
        return known;
    }

    private List<ArxivEntry> ask(Collection<PaperId> batch) throws IOException {
        String ids = String.join(",", batch.stream().map(PaperId::value).toList());
        // Without max_results the list would be cut to ten, and nothing would say so.
        Answer answer = web.get("/api/query?id_list=" + ids + "&start=0&max_results=" + batch.size());
        return new ArxivFeed(answer, (number, reason) -> {}).entries();
    }
}

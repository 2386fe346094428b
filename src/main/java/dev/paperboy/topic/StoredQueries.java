package dev.paperboy.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.monitor.HighlightsMatch;
import org.apache.lucene.monitor.MatcherFactory;
import org.apache.lucene.monitor.MatchingQueries;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.ScoringMatch;
import org.apache.lucene.search.Query;

/**
 * Queries by id that never change, each asked of one paper after the other. The monitor stores the parts of an "or" one by one,
 * so that a paper meets only those that share a word with it, and adds up what they score. Safe for use by many threads.
 */
final class StoredQueries {
    // A catalogue can be replaced while others still match by it, so the last one out puts the light off.
    private static final Cleaner CLEANER = Cleaner.create();

    private final Monitor monitor;
    private final Cleaner.Cleanable closing;

    StoredQueries(Map<String, Query> queries) {
        var stored = new ArrayList<MonitorQuery>(queries.size());
        queries.forEach((id, query) -> stored.add(new MonitorQuery(id, query)));
        try {
            monitor = new Monitor(new TopicAnalyzer());
            closing = CLEANER.register(this, closing(monitor));
            monitor.register(stored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // static, because an action that knew this object would keep it alive
    private static Runnable closing(Monitor monitor) {
        return () -> {
            try {
                monitor.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** What each query scores for a paper, by id; those that do not match are left out. */
    Map<String, Double> scores(PaperText paper) {
        var scores = new HashMap<String, Double>();
        for (var match : match(paper, ScoringMatch.matchWithSimilarity(new Saturation()))) {
            scores.put(match.getQueryId(), (double) match.getScore());
        }
        return scores;
    }

    /** What the paper says that each query matched, by id: every mention, as the paper spells it. */
    Map<String, List<String>> mentions(PaperText paper) {
        var mentions = new HashMap<String, List<String>>();
        for (var match : match(paper, HighlightsMatch.MATCHER)) {
            var said = match.getHits(PaperText.TEXT).stream()
                    .map(hit -> paper.between(hit.startOffset(), hit.endOffset()))
                    .toList();
            mentions.put(match.getQueryId(), said);
        }
        return mentions;
    }

    private <T extends QueryMatch> Iterable<T> match(PaperText paper, MatcherFactory<T> matcher) {
        try {
            MatchingQueries<T> matching = monitor.match(paper.document(), matcher);
            return matching.getMatches();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Ends the monitor's housekeeping thread; it would end by itself when nobody can reach this any more. */
    void close() {
        closing.clean();
    }
}

package dev.paperboy.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.HighlightsMatch;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;

/**
 * Many readers' interests, held in memory, each asked of every new paper: stored queries, so that a paper meets only
 * those that share a word with it. Safe for use by many threads. Close it to end its housekeeping thread.
 */
public class InterestIndex implements AutoCloseable {
    private final Monitor monitor;

    public InterestIndex() {
        try {
            // an interest of two words is tried only on papers that have both
            monitor = new Monitor(new InterestAnalyzer(), new MultipassTermFilteredPresearcher(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stores interests by id; one that has the id already is replaced. Storing many at once is much faster. */
    public void put(Map<String, Interest.Understood> interests) {
        var queries = new ArrayList<MonitorQuery>(interests.size());
        interests.forEach((id, interest) -> queries.add(new MonitorQuery(id, interest.query())));
        try {
            monitor.register(queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets interests; an unknown id is no error. */
    public void remove(Collection<String> ids) {
        try {
            monitor.deleteById(List.copyOf(ids));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many interests are stored. */
    public int size() {
        try {
            return monitor.getQueryIds().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All stored interests that a paper meets, by id; {@code organisation} may be "". */
    public List<InterestMatch> match(String title, String abstractText, List<String> authors, String organisation) {
        var texts = new ArrayList<>(List.of(title, abstractText));
        texts.addAll(authors);
        texts.add(organisation);
        var document = new Document();
        texts.forEach(text -> document.add(new TextField(Interests.FIELD, text, Field.Store.NO)));
        // offsets run over the values of a field as if one letter stood between them
        var whole = String.join(" ", texts);
        try {
            return monitor.match(document, HighlightsMatch.MATCHER).getMatches().stream()
                    .map(match -> new InterestMatch(match.getQueryId(), words(match, whole)))
                    .sorted(Comparator.comparing(InterestMatch::id))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> words(HighlightsMatch match, String whole) {
        var words = new LinkedHashMap<String, String>();
        match.getHits(Interests.FIELD).stream()
                .sorted(Comparator.comparingInt(HighlightsMatch.Hit::startOffset))
                .map(hit -> whole.substring(hit.startOffset(), hit.endOffset()))
                .forEach(word -> words.putIfAbsent(word.toLowerCase(Locale.ROOT), word));
        return List.copyOf(words.values());
    }

    @Override
    public void close() {
        try {
            monitor.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

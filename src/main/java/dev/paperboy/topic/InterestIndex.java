package dev.paperboy.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.MultipassTermFilteredPresearcher;
import org.apache.lucene.monitor.QueryMatch;

/**
 * Readers' interests by id, each asked of one paper after the other: stored queries, so that a paper meets only those that share a
 * word with it. Safe for use by many threads. Close it to end its housekeeping thread.
 */
public class InterestIndex implements AutoCloseable {
    private final Monitor monitor;

    public InterestIndex(Map<String, Interest.Understood> interests) {
        var queries = interests.entrySet().stream()
                .map(stored ->
                        new MonitorQuery(stored.getKey(), stored.getValue().query()))
                .toList();
        try {
            // an interest of two words is tried only on papers that have both
            monitor = new Monitor(new InterestAnalyzer(), new MultipassTermFilteredPresearcher(2));
            monitor.register(queries);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The ids of all interests that a paper meets, in their order; {@code organisation} may be "". */
    public List<String> match(String title, String abstractText, List<String> authors, String organisation) {
        var document = new Document();
        Stream.of(Stream.of(title, abstractText), authors.stream(), Stream.of(organisation))
                .flatMap(texts -> texts)
                .forEach(text -> document.add(new TextField(Interests.FIELD, text, Field.Store.NO)));
        try {
            return monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatches().stream()
                    .map(QueryMatch::getQueryId)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

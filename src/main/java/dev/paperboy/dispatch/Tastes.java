package dev.paperboy.dispatch;

import dev.paperboy.issue.EntryText;
import dev.paperboy.subscription.Reader;
import dev.paperboy.topic.Interest;
import dev.paperboy.topic.InterestIndex;
import dev.paperboy.topic.Interests;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Asks every entry of one issue whether it meets readers' own words: the words are stored queries, the entries are the documents. Not
 * for several threads.
 */
final class Tastes {

    private static final Interests LANGUAGE = new Interests();
    private static final char LIKED = '+';
    private static final char MUTED = '-';

    private final Supplier<List<EntryText>> source;
    private List<EntryText> entries;

    /** @param entries asked once, however many readers follow, and not at all while nobody has words of their own */
    Tastes(Supplier<List<EntryText>> entries) {
        this.source = entries;
    }

    Taste of(Reader reader) {
        return of(List.of(reader)).getOrDefault(reader.id(), Taste.NONE);
    }

    /** By reader; those without wishes of their own are left out. */
    Map<Long, Taste> of(Collection<Reader> readers) {
        Map<String, Interest.Understood> queries = new HashMap<>();
        for (Reader reader : readers) {
            add(queries, reader.id(), LIKED, reader.wishes().interests());
            add(queries, reader.id(), MUTED, reader.wishes().mutes());
        }
        if (queries.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<Integer, String>> met = met(queries);
        Map<Long, Taste> tastes = new HashMap<>();
        for (Reader reader : readers) {
            if (!reader.wishes().areNone()) {
                tastes.put(
                        reader.id(),
                        new Taste(
                                met.getOrDefault("" + LIKED + reader.id(), Map.of()),
                                met.getOrDefault("" + MUTED + reader.id(), Map.of())
                                        .keySet()));
            }
        }
        return tastes;
    }

    /** The id says whose wish it is and of which sort, then which of them. */
    private static void add(Map<String, Interest.Understood> queries, long reader, char sort, List<String> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            if (LANGUAGE.read(wishes.get(i)) instanceof Interest.Understood understood) {
                queries.put("" + sort + reader + "/" + i, understood);
            }
        }
    }

    /** By whose wish and of which sort: the positions that met one, with the first that they met. */
    private Map<String, Map<Integer, String>> met(Map<String, Interest.Understood> queries) {
        if (entries == null) {
            entries = source.get();
        }
        Map<String, Map<Integer, String>> met = new HashMap<>();
        try (InterestIndex index = new InterestIndex(queries)) {
            for (EntryText entry : entries) {
                for (String id :
                        index.match(entry.title(), entry.abstractText(), entry.authors(), entry.organisation())) {
                    met.computeIfAbsent(id.substring(0, id.indexOf('/')), first -> new HashMap<>())
                            .putIfAbsent(entry.position(), queries.get(id).typed());
                }
            }
        }
        return met;
    }
}

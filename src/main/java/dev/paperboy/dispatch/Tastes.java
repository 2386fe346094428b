package dev.paperboy.dispatch;

import dev.paperboy.issue.EntryText;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.Issues;
import dev.paperboy.subscription.Reader;
import dev.paperboy.topic.Interest;
import dev.paperboy.topic.InterestIndex;
import dev.paperboy.topic.InterestMatch;
import dev.paperboy.topic.Interests;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks every entry of an issue whether it meets readers' own words: the words are stored queries, the entries are the documents. */
@ApplicationScoped
class Tastes {

    private static final char LIKED = '+';
    private static final char MUTED = '-';

    private final Issues issues;
    private final Interests language = new Interests();

    Tastes(Issues issues) {
        this.issues = issues;
    }

    /** By reader; those without wishes of their own are left out. */
    Map<Long, Taste> of(Issue issue, Collection<Reader> readers) {
        Map<String, Interest.Understood> queries = new HashMap<>();
        for (Reader reader : readers) {
            add(queries, reader.id(), LIKED, reader.wishes().interests());
            add(queries, reader.id(), MUTED, reader.wishes().mutes());
        }
        if (queries.isEmpty()) {
            return Map.of();
        }
        Map<String, Map<Integer, String>> met = new HashMap<>();
        try (InterestIndex index = new InterestIndex()) {
            index.put(queries);
            for (EntryText entry : issues.texts(issue.id())) {
                for (InterestMatch match :
                        index.match(entry.title(), entry.abstractText(), entry.authors(), entry.organisation())) {
                    String whose = match.id().substring(0, match.id().indexOf('/'));
                    met.computeIfAbsent(whose, first -> new HashMap<>())
                            .putIfAbsent(
                                    entry.position(), queries.get(match.id()).typed());
                }
            }
        }
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
    private void add(Map<String, Interest.Understood> queries, long reader, char sort, List<String> wishes) {
        for (int i = 0; i < wishes.size(); i++) {
            if (language.read(wishes.get(i)) instanceof Interest.Understood understood) {
                queries.put("" + sort + reader + "/" + i, understood);
            }
        }
    }
}

package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All terms of all topics in one tree of words, so that a text is read once whatever the number of terms. */
final class TermIndex {
    /** One term of one topic, both by position in the catalogue; {@code words} is the length of its phrase. */
    record Term(int topic, int number, String display, int words) {}

    private final Node root = new Node();
    private final int topics;

    TermIndex(List<Topic> catalogue) {
        topics = catalogue.size();
        int number = 0;
        for (int topic = 0; topic < topics; topic++) {
            for (var display : catalogue.get(topic).terms()) {
                var words = Words.of(display);
                words.removeIf(Words.BREAK::equals);
                var node = root;
                for (var word : words) {
                    node = node.next.computeIfAbsent(word, w -> new Node());
                }
                node.add(new Term(topic, number++, display, words.size()));
            }
        }
    }

    /**
     * Reports every term in the text, in reading order; where terms of one topic overlap, only the first and longest.
     */
    void scan(String text, Consumer<Term> hits) {
        var words = Words.of(text);
        var covered = new int[topics];
        var path = new ArrayList<Node>();
        for (int start = 0; start < words.size(); start++) {
            path.clear();
            var node = root.next.get(words.get(start));
            for (int next = start + 1; node != null; next++) {
                path.add(node);
                node = next < words.size() ? node.next.get(words.get(next)) : null;
            }
            for (var longest : path.reversed()) {
                for (var term : longest.ends) {
                    if (covered[term.topic] <= start) {
                        covered[term.topic] = start + term.words;
                        hits.accept(term);
                    }
                }
            }
        }
    }

    private static final class Node {
        private final Map<String, Node> next = new HashMap<>(4);
        private final List<Term> ends = new ArrayList<>(1);

        // two spellings that fold to the same words ("multi-modal", "multi modal") are one term, as spelt first
        private void add(Term term) {
            if (ends.stream().noneMatch(known -> known.topic == term.topic)) {
                ends.add(term);
            }
        }
    }
}

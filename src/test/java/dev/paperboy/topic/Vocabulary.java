package dev.paperboy.topic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** The words of some papers: how many papers use each, how it is spelt, and whether it is a name. */
final class Vocabulary {
    private static final int FEWEST_PAPERS = 40;
    private static final double LARGEST_SHARE = 0.2;
    private static final double SHARE_OF_CAPITALS = 0.5;

    private final TopicAnalyzer analyzer = new TopicAnalyzer();
    private final Map<String, Word> words = new TreeMap<>();
    private final int papers;

    Vocabulary(Collection<LabelledPapers.Paper> papers) {
        this.papers = papers.size();
        for (var paper : papers) {
            var used = new HashSet<String>();
            paper.text().pieces().forEach(piece -> count(piece, used));
            used.forEach(word -> words.get(word).papers++);
        }
    }

    private void count(String piece, Set<String> used) {
        try (var tokens = analyzer.tokenStream(PaperText.TEXT, piece)) {
            var token = tokens.addAttribute(CharTermAttribute.class);
            var offsets = tokens.addAttribute(OffsetAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                used.add(token.toString());
                words.computeIfAbsent(token.toString(), w -> new Word())
                        .add(piece.substring(offsets.startOffset(), offsets.endOffset()), offsets.startOffset() == 0);
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Words that say something general: of many papers, not of most, no names and no numbers. In alphabetical order. */
    Set<String> generalWords() {
        return words.entrySet().stream()
                .filter(entry -> entry.getKey().length() > 2
                        && entry.getKey().chars().allMatch(Character::isLetter)
                        && entry.getValue().papers >= FEWEST_PAPERS
                        && entry.getValue().papers <= LARGEST_SHARE * papers
                        && !entry.getValue().isName())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Words and phrases in small letters: as they are compared if papers write them so ("agent"), else as most of them do ("bias"). */
    String spelt(String phrase) {
        return Arrays.stream(phrase.split(" "))
                .map(word ->
                        !words.containsKey(word) || words.get(word).spellings.containsKey(word)
                                ? word
                                : words.get(word).spelling())
                .collect(Collectors.joining(" "));
    }

    private static final class Word {
        private final Map<String, Integer> spellings = new HashMap<>();
        private int papers;
        private int inside;
        private int capitals;

        void add(String spelling, boolean first) {
            spellings.merge(spelling.toLowerCase(Locale.ROOT), 1, Integer::sum);
            // every sentence begins with a capital, and so may every word of a title: only the rest tells
            if (!first) {
                inside++;
                capitals += spelling.chars().anyMatch(Character::isUpperCase) ? 1 : 0;
            }
        }

        boolean isName() {
            return capitals > SHARE_OF_CAPITALS * inside;
        }

        String spelling() {
            return spellings.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow()
                    .getKey();
        }
    }
}

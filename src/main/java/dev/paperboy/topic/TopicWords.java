package dev.paperboy.topic;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How strongly each word speaks for or against a topic, from {@code topic-words.yaml}: a linear model with saturated
 * counts (as in BM25), fine enough to rank papers within one topic. Not every topic has such a list.
 */
@Singleton
class TopicWords {
    static final String NAME = "topic-words.yaml";

    private static final double TITLE = 4;
    private static final double KEYWORD = 2;
    private static final double ABSTRACT = 1;
    private static final double HALF_FULL = 3;
    private static final int LONGEST_PHRASE = 4;

    private final Map<String, Map<String, Double>> weights = new HashMap<>();

    TopicWords() {
        read().forEach((slug, words) -> weights.put(slug, weighed(slug, words)));
    }

    /** About 10 for a paper that is clearly about the topic, around 0 or below for others; empty without a list. */
    OptionalDouble score(String slug, String title, String abstractText, List<String> keywords) {
        var words = weights.get(slug);
        if (words == null) {
            return OptionalDouble.empty();
        }
        var counts = new HashMap<String, Double>();
        count(title, TITLE, words, counts);
        keywords.forEach(keyword -> count(keyword, KEYWORD, words, counts));
        count(abstractText, ABSTRACT, words, counts);
        double score = 0;
        for (var count : counts.entrySet()) {
            score += words.get(count.getKey()) * count.getValue() / (count.getValue() + HALF_FULL);
        }
        return OptionalDouble.of(score);
    }

    private static void count(String text, double field, Map<String, Double> known, Map<String, Double> counts) {
        var words = Words.of(text);
        for (int start = 0; start < words.size(); start++) {
            var phrase = new StringBuilder();
            for (int end = start; end < Math.min(words.size(), start + LONGEST_PHRASE); end++) {
                if (words.get(end).equals(Words.BREAK)) {
                    break;
                }
                phrase.append(end == start ? "" : " ").append(words.get(end));
                if (known.containsKey(phrase.toString())) {
                    counts.merge(phrase.toString(), field, Double::sum);
                }
            }
        }
    }

    private static Map<String, List<String>> read() {
        try (InputStream yaml = TopicWords.class.getResourceAsStream("/" + NAME)) {
            if (yaml == null) {
                throw new IllegalStateException(NAME + ": the file is missing from the classpath.");
            }
            return new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<>() {});
        } catch (JacksonException e) {
            var line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new IllegalStateException(NAME + ": " + line + "not a list of words for each topic.", e);
        } catch (IOException e) {
            throw new IllegalStateException(NAME + ": the file cannot be read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Double> weighed(String slug, List<String> written) {
        var weighed = new HashMap<String, Double>();
        for (var entry : written) {
            int caret = entry.lastIndexOf('^');
            var words = Words.of(entry.substring(0, Math.max(caret, 0)));
            if (words.isEmpty() || words.contains(Words.BREAK) || words.size() > LONGEST_PHRASE) {
                throw wrong(slug, entry);
            }
            try {
                weighed.put(String.join(" ", words), Double.valueOf(entry.substring(caret + 1)));
            } catch (NumberFormatException e) {
                throw wrong(slug, entry);
            }
        }
        return weighed;
    }

    private static IllegalStateException wrong(String slug, String entry) {
        return new IllegalStateException(
                NAME + ": '" + entry + "' of the topic '" + slug + "' is not one to four words, a caret and a number.");
    }
}

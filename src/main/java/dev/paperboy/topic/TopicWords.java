package dev.paperboy.topic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How strongly each word speaks for or against a topic, from {@code topic-words.yaml}: learnt from labelled papers, in points of the
 * score of a topic's terms. Not every topic has such a list.
 */
@Singleton
class TopicWords {
    static final String NAME = "topic-words.yaml";

    /** Where a topic has such words, its own terms count only so much: the words hold most of what they say. */
    static final double SHARE_OF_TERMS = 1.0 / 3;

    static final int LONGEST_PHRASE = 5;

    private final Map<String, Weights> weights = new HashMap<>();
    private final Set<String> learntFrom;
    private final TopicAnalyzer analyzer = new TopicAnalyzer();

    TopicWords() {
        this(read());
    }

    TopicWords(Learnt learnt) {
        learntFrom = Set.copyOf(learnt.weeks);
        learnt.words.forEach((slug, written) -> weights.put(slug, weighed(slug, written)));
    }

    /** No words for any topic: all are matched by their terms alone. */
    static TopicWords none() {
        return new TopicWords(new Learnt(List.of(), Map.of()));
    }

    Optional<Weights> of(String slug) {
        return Optional.ofNullable(weights.get(slug));
    }

    /** The weeks of labelled papers that the words were learnt from, so that nobody takes them for a test. */
    Set<String> learntFrom() {
        return learntFrom;
    }

    private static Learnt read() {
        try (InputStream yaml = TopicWords.class.getResourceAsStream("/" + NAME)) {
            if (yaml == null) {
                throw new IllegalStateException(NAME + ": the file is missing from the classpath.");
            }
            return new ObjectMapper(new YAMLFactory()).readValue(yaml, Learnt.class);
        } catch (JacksonException e) {
            var line = e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new IllegalStateException(NAME + ": " + line + "not weeks and lists of words for topics.", e);
        } catch (IOException e) {
            throw new IllegalStateException(NAME + ": the file cannot be read: " + e.getMessage(), e);
        }
    }

    private Weights weighed(String slug, List<String> written) {
        var weighed = new LinkedHashMap<String, Double>();
        for (var entry : written) {
            int caret = entry.lastIndexOf('^');
            var words = analyzer.words(entry.substring(0, Math.max(caret, 0)));
            if (words.isEmpty() || words.size() > LONGEST_PHRASE) {
                throw wrong(slug, entry);
            }
            try {
                weighed.put(String.join(" ", words), Double.valueOf(entry.substring(caret + 1)));
            } catch (NumberFormatException e) {
                throw wrong(slug, entry);
            }
        }
        return new Weights(above(weighed, 1), above(weighed, -1));
    }

    private static Map<String, Double> above(Map<String, Double> weights, int sign) {
        return weights.entrySet().stream()
                .filter(entry -> entry.getValue() * sign > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue() * sign, (a, b) -> a, LinkedHashMap::new));
    }

    private static IllegalStateException wrong(String slug, String entry) {
        return new IllegalStateException(
                NAME + ": '" + entry + "' of the topic '" + slug + "' is not one to five words, a caret and a number.");
    }

    /** A topic's words by how much they count at most, all above 0: no stored query can take points away by itself. */
    record Weights(Map<String, Double> speakFor, Map<String, Double> speakAgainst) {}

    /** The file as it is written. */
    record Learnt(@JsonProperty("learnt-from") List<String> weeks, Map<String, List<String>> words) {
        Learnt {
            weeks = weeks == null ? List.of() : weeks;
            words = words == null ? Map.of() : words;
        }
    }
}

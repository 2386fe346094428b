package dev.paperboy.topic;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Which of the catalogue's topics a label means, from {@code evaluation-labels.yaml}. */
final class LabelledTopics {
    private static final Set<String> SMALL_WORDS =
            Set.of("ai", "of", "for", "and", "the", "in", "a", "technique", "method");

    private final TopicAnalyzer analyzer = new TopicAnalyzer();
    private final Map<String, Map<String, Double>> labels = new TreeMap<>();
    private final List<Topic> topics;

    LabelledTopics(List<Topic> topics) throws IOException {
        this.topics = topics;
        try (var yaml = LabelledTopics.class.getResourceAsStream("/evaluation-labels.yaml")) {
            Map<String, Map<String, Double>> read =
                    new ObjectMapper(new YAMLFactory()).readValue(yaml, new TypeReference<>() {});
            read.forEach((label, wanted) -> labels.put(folded(label), wanted));
        }
    }

    boolean knows(String label) {
        return labels.containsKey(folded(label));
    }

    /** How much of each topic a label means; one that is not in the file means the topic that is nearest in words. */
    Map<String, Double> of(String label) {
        return knows(label) ? labels.get(folded(label)) : Map.of(nearest(label), 1.0);
    }

    private String nearest(String label) {
        var words = new HashSet<>(analyzer.words(label));
        words.removeAll(SMALL_WORDS);
        return topics.stream()
                .max(Comparator.comparingInt(topic -> 3 * shared(words, topic.name())
                        + 2 * shared(words, String.join(", ", topic.terms()))
                        + shared(words, topic.description())))
                .orElseThrow()
                .slug();
    }

    private int shared(Set<String> words, String text) {
        var shared = new HashSet<>(analyzer.words(text));
        shared.retainAll(words);
        return shared.size();
    }

    private static String folded(String label) {
        return label.strip().toLowerCase(Locale.ROOT);
    }
}

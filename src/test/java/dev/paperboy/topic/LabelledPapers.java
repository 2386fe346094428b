package dev.paperboy.topic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Papers with labels, by week, from JSON Lines with {@code week}, {@code title}, {@code abstract} and {@code topics} (the labels).
 * Weeks are in their order, papers in the file's.
 */
final class LabelledPapers {
    record Paper(String title, String abstractText, Set<String> labels) {
        PaperText text() {
            return new PaperText(title, abstractText, List.of(), List.of());
        }
    }

    /** A week and a label that some of its papers carry. */
    record Pair(String week, String label, List<Paper> papers) {}

    private final TreeMap<String, List<Paper>> weeks = new TreeMap<>();

    static LabelledPapers read(Path file) throws IOException {
        var papers = new LabelledPapers();
        var json = new ObjectMapper();
        int number = 0;
        for (var line : Files.readAllLines(file)) {
            number++;
            if (!line.isBlank()) {
                try {
                    papers.add(json.readTree(line));
                } catch (JsonProcessingException e) {
                    throw new IllegalArgumentException(file + ": line " + number + " is not JSON.", e);
                }
            }
        }
        return papers;
    }

    private void add(JsonNode paper) {
        var labels = new TreeSet<String>();
        paper.path("topics").forEach(label -> labels.add(label.asText()));
        weeks.computeIfAbsent(paper.path("week").asText(), week -> new ArrayList<>())
                .add(new Paper(
                        paper.path("title").asText(), paper.path("abstract").asText(), labels));
    }

    List<String> weeks() {
        return List.copyOf(weeks.keySet());
    }

    /** Every n-th week, beginning with the one at a place; both count from 0. */
    Set<String> everyWeek(int n, int place) {
        var all = weeks();
        return new TreeSet<>(IntStream.range(0, all.size())
                .filter(i -> i % n == place)
                .mapToObj(all::get)
                .toList());
    }

    List<Paper> papers(Predicate<String> which) {
        return weeks.entrySet().stream()
                .filter(week -> which.test(week.getKey()))
                .flatMap(week -> week.getValue().stream())
                .toList();
    }

    List<Pair> pairs(Predicate<String> which) {
        var pairs = new ArrayList<Pair>();
        weeks.forEach((week, papers) -> {
            if (which.test(week)) {
                var labels = new TreeSet<String>();
                papers.forEach(paper -> labels.addAll(paper.labels));
                labels.forEach(label -> pairs.add(new Pair(week, label, papers)));
            }
        });
        return pairs;
    }
}

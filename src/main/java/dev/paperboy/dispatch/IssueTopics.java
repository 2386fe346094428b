package dev.paperboy.dispatch;

import dev.paperboy.issue.IssueTopic;
import dev.paperboy.topic.Topic;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The topics of one issue, numbered from 1, and what a reader follows in these numbers. The ledger keeps numbers, and the issue keeps
 * its list, so that neither a reader nor an operator changes a mail that is written down.
 */
final class IssueTopics {

    /** The number of all topics that the issue does not know: without it, following none but those would look like following everything. */
    private static final int OTHERS = 0;

    private final List<IssueTopic> topics;
    private final boolean frozen;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * @param kept the issue's own list; empty for one of an earlier version
     * @param current stands in for it there, but is not to be relied on
     */
    IssueTopics(List<IssueTopic> kept, List<Topic> current) {
        this.frozen = !kept.isEmpty();
        this.topics = frozen
                ? kept
                : current.stream()
                        .map(topic -> new IssueTopic(topic.slug(), topic.name()))
                        .toList();
        for (IssueTopic topic : topics) {
            numbers.put(topic.slug(), numbers.size() + 1);
        }
    }

    /** In ascending order; empty for who follows everything. */
    List<Integer> numbers(List<String> slugs) {
        BitSet followed = new BitSet();
        for (String slug : slugs) {
            followed.set(numbers.getOrDefault(slug, OTHERS));
        }
        return followed.stream().boxed().toList();
    }

    /** What the ledger is to keep; null where the list may be another one tomorrow. */
    List<Integer> lasting(List<String> slugs) {
        return frozen ? numbers(slugs) : null;
    }

    List<String> slugs(List<Integer> numbers) {
        List<String> slugs = new ArrayList<>(numbers.size());
        for (int number : numbers) {
            if (number != OTHERS) {
                slugs.add(topics.get(number - 1).slug());
            }
        }
        return slugs;
    }

    /** What is followed, for the eye. */
    String words(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return "all topics";
        }
        StringJoiner names = new StringJoiner(", ");
        for (int number : numbers) {
            if (number != OTHERS) {
                names.add(topics.get(number - 1).name());
            }
        }
        if (!numbers.contains(OTHERS)) {
            return names.toString();
        }
        return names.length() == 0 ? "other topics" : names + " and others";
    }
}

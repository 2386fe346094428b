package dev.paperboy.ranking;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Chooses one reader's papers: relevance to their topics times trend, and each next one also unlike those before (maximal marginal
 * relevance, Carbonell and Goldstein 1998), with a limit for each organisation and each topic.
 */
public final class Selection {

    /** How much a paper's own worth counts against its likeness to those chosen before. */
    private static final double OWN_WORTH = 0.7;

    private static final int MOST_OF_AN_ORGANISATION = 2;

    /** Of one topic at most so large a part of the list, unless it is the only one that the reader follows. */
    private static final double MOST_OF_A_TOPIC = 0.4;

    /** Papers further down cannot come up by being different; leaving them out keeps a choice below a millisecond or two. */
    private static final int CONSIDERED = 60;

    private Selection() {}

    /**
     * Positions in the order of choice.
     *
     * @param topics slugs that the reader follows; empty means all
     * @param most how many at most
     */
    public static List<Integer> of(List<Pick> picks, Collection<String> topics, int most) {
        List<Pick> open = new ArrayList<>(picks.stream()
                .filter(pick -> worth(pick, topics) > 0)
                .sorted(Comparator.comparingDouble((Pick pick) -> -worth(pick, topics)))
                .limit(Math.max(CONSIDERED, 4L * most))
                .toList());
        double best =
                open.stream().mapToDouble(pick -> worth(pick, topics)).max().orElse(1);
        int mostOfATopic = topics.size() == 1 ? most : Math.max(2, (int) Math.ceil(most * MOST_OF_A_TOPIC));
        List<Pick> chosen = new ArrayList<>();
        Map<String, Integer> ofOrganisation = new HashMap<>();
        Map<String, Integer> ofTopic = new HashMap<>();
        while (chosen.size() < most && !open.isEmpty()) {
            Pick next = Collections.max(
                    open,
                    (one, other) ->
                            Double.compare(marginal(one, chosen, topics, best), marginal(other, chosen, topics, best)));
            open.remove(next);
            boolean crowded = isFull(ofOrganisation, next.organisation(), MOST_OF_AN_ORGANISATION)
                    || isFull(ofTopic, next.mainTopic(), mostOfATopic);
            if (!crowded) {
                chosen.add(next);
                ofOrganisation.merge(next.organisation(), 1, Integer::sum);
                ofTopic.merge(next.mainTopic(), 1, Integer::sum);
            }
        }
        return chosen.stream().map(Pick::position).toList();
    }

    private static boolean isFull(Map<String, Integer> counts, String key, int most) {
        return !key.isEmpty() && counts.getOrDefault(key, 0) >= most;
    }

    private static double worth(Pick pick, Collection<String> topics) {
        if (topics.isEmpty()) {
            return Math.max(pick.trend(), 1e-6);
        }
        double relevance = topics.stream()
                .mapToDouble(slug -> pick.topics().getOrDefault(slug, 0.0))
                .max()
                .orElse(0);
        return relevance * Math.max(pick.trend(), 1e-6);
    }

    private static double marginal(Pick pick, List<Pick> chosen, Collection<String> topics, double best) {
        double likeness = chosen.stream()
                .mapToDouble(other -> likeness(pick, other))
                .max()
                .orElse(0);
        return OWN_WORTH * worth(pick, topics) / best - (1 - OWN_WORTH) * likeness;
    }

    /** Between 0 and 1: shared topics and shared words of the title. */
    private static double likeness(Pick one, Pick other) {
        return 0.5 * overlap(one.topics().keySet(), other.topics().keySet())
                + 0.5 * overlap(one.words(), other.words());
    }

    private static double overlap(Set<String> one, Set<String> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        Set<String> both = new HashSet<>(one);
        both.retainAll(other);
        return (double) both.size() / (one.size() + other.size() - both.size());
    }
}

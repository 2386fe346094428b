package dev.paperboy.ranking;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses readers' papers from one issue: relevance to their topics times trend, and each next one also unlike those before (maximal
 * marginal relevance, Carbonell and Goldstein 1998), with a limit for each organisation and each topic.
 *
 * <p>How alike two papers are does not depend on the reader, so it is worked out once an issue; what is left takes some microseconds.
 * Safe for use by many threads.
 */
public final class Selection {

    /** How much a paper's own worth counts against its likeness to those chosen before. */
    private static final double OWN_WORTH = 0.7;

    private static final int MOST_OF_AN_ORGANISATION = 2;

    /** Of one topic at most so large a part of the list, unless it is the only one that the reader follows. */
    private static final double MOST_OF_A_TOPIC = 0.4;

    /** Papers further down cannot come up by being different. */
    private static final int CONSIDERED = 60;

    /** A paper without any trend is still worth more than none. */
    private static final double LEAST_TREND = 1e-6;

    private static final int NONE = -1;

    /** The last bits of a worth make room for the index; they are far below what a worth can mean. */
    private static final long INDEX = 0xFFFF;

    private final int[] positions;
    private final double[] trends;
    private final Map<String, double[]> relevances = new HashMap<>();
    private final int[] organisations;
    private final int[] mainTopics;
    private final float[][] likeness;

    /** @param picks at most 65,535 */
    public Selection(List<Pick> picks) {
        int count = picks.size();
        positions = picks.stream().mapToInt(Pick::position).toArray();
        trends = picks.stream()
                .mapToDouble(pick -> Math.max(pick.trend(), LEAST_TREND))
                .toArray();
        organisations = numbers(picks, Pick::organisation);
        mainTopics = numbers(picks, Pick::mainTopic);
        likeness = new float[count][count];
        for (int i = 0; i < count; i++) {
            int pick = i;
            picks.get(i)
                    .topics()
                    .forEach((slug, relevance) ->
                            relevances.computeIfAbsent(slug, first -> new double[count])[pick] = relevance);
            for (int j = 0; j < i; j++) {
                likeness[i][j] = (float) likeness(picks.get(i), picks.get(j));
                likeness[j][i] = likeness[i][j];
            }
        }
    }

    private static int[] numbers(List<Pick> picks, Function<Pick, String> name) {
        Map<String, Integer> numbers = new HashMap<>();
        return picks.stream()
                .map(name)
                .mapToInt(its -> its.isEmpty() ? NONE : numbers.computeIfAbsent(its, first -> numbers.size()))
                .toArray();
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

    /**
     * Positions in the order of choice.
     *
     * @param topics slugs that the reader follows; empty means all
     * @param without positions that must not be chosen
     * @param wanted positions that the reader's own words ask for: as relevant as can be, and before what is only trending
     * @param most how many at most
     */
    public int[] of(Collection<String> topics, BitSet without, BitSet wanted, int most) {
        double[] worth = worth(topics, without, wanted);
        int[] open = best(worth, Math.max(CONSIDERED, 4 * most));
        if (open.length == 0) {
            return open;
        }
        int mostOfATopic = topics.size() == 1 ? most : Math.max(2, (int) Math.ceil(most * MOST_OF_A_TOPIC));
        double best = worth[open[0]];
        float[] nearest = new float[open.length];
        int[] chosen = new int[most];
        int count = 0;
        for (int left = open.length; left > 0 && count < most; left--) {
            int place = next(open, nearest, worth, best);
            int pick = open[place];
            open[place] = NONE;
            if (among(chosen, count, organisations, pick) < MOST_OF_AN_ORGANISATION
                    && among(chosen, count, mainTopics, pick) < mostOfATopic) {
                chosen[count++] = pick;
                for (int i = 0; i < open.length; i++) {
                    nearest[i] = open[i] == NONE ? 0 : Math.max(nearest[i], likeness[open[i]][pick]);
                }
            }
        }
        int[] its = new int[count];
        for (int i = 0; i < count; i++) {
            its[i] = positions[chosen[i]];
        }
        return its;
    }

    private double[] worth(Collection<String> topics, BitSet without, BitSet wanted) {
        double[] worth = new double[positions.length];
        if (topics.isEmpty()) {
            Arrays.fill(worth, 1);
        }
        for (String topic : topics) {
            double[] relevance = relevances.get(topic);
            for (int i = 0; relevance != null && i < worth.length; i++) {
                worth[i] = Math.max(worth[i], relevance[i]);
            }
        }
        for (int i = 0; i < worth.length; i++) {
            boolean asked = wanted.get(positions[i]);
            worth[i] = without.get(positions[i]) ? 0 : asked ? 1 + trends[i] : worth[i] * trends[i];
        }
        return worth;
    }

    /** Indexes of the worthiest, best first; of equal ones the earlier. */
    private static int[] best(double[] worth, int most) {
        long[] keys = new long[worth.length];
        int count = 0;
        for (int i = 0; i < worth.length; i++) {
            if (worth[i] > 0) {
                // The bits of positive numbers are in the numbers' own order.
                keys[count++] = Double.doubleToRawLongBits(worth[i]) & ~INDEX | INDEX - i;
            }
        }
        Arrays.sort(keys, 0, count);
        int[] best = new int[Math.min(most, count)];
        for (int i = 0; i < best.length; i++) {
            best[i] = (int) (INDEX - (keys[count - 1 - i] & INDEX));
        }
        return best;
    }

    private static int next(int[] open, float[] nearest, double[] worth, double best) {
        int next = NONE;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < open.length; i++) {
            if (open[i] != NONE) {
                double marginal = OWN_WORTH * worth[open[i]] / best - (1 - OWN_WORTH) * nearest[i];
                if (marginal > most) {
                    most = marginal;
                    next = i;
                }
            }
        }
        return next;
    }

    /** How many of those chosen share this one's number; those without a number share it with nobody. */
    private static int among(int[] chosen, int count, int[] numbers, int pick) {
        int same = 0;
        for (int i = 0; i < count && numbers[pick] != NONE; i++) {
            same += numbers[chosen[i]] == numbers[pick] ? 1 : 0;
        }
        return same;
    }
}

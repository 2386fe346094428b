package dev.paperboy.topic;

import java.util.Arrays;
import java.util.List;

/**
 * Learns weights of words so that, in each list of papers, the relevant ones come first: the likelihood of drawing a relevant
 * paper by its score from the whole list (a softmax), with large weights punished. A paper's score is one number that is known
 * beforehand, times a factor that is learnt too, plus its words' weighted values. The optimum is unique, and so is
 * the way there: the same lists always give the same weights.
 */
final class ListwiseModel {
    /** A paper: what is known beforehand, and the values of the words in it by their number. */
    record Row(double known, int[] words, double[] values) {}

    /** Some papers and how much of all relevance each of them has; the shares add up to 1. */
    record RankedList(List<Row> rows, double[] relevance) {}

    private static final int STEPS = 150;
    private static final double GOOD_ENOUGH = 1e-6;
    private static final double FACTOR_BEFOREHAND = 1;
    private static final double TRUST_IN_FACTOR = 0.01;

    private final List<RankedList> lists;
    private final int words;
    private final double smoothing;

    /**
     * @param words how many words there are
     * @param smoothing how strongly large weights are punished
     */
    ListwiseModel(List<RankedList> lists, int words, double smoothing) {
        this.lists = lists;
        this.words = words;
        this.smoothing = smoothing;
    }

    /** The words' weights by number, and last the factor of what is known. Nesterov's gradient descent with restarts. */
    double[] fit() {
        var at = new double[words + 1];
        at[words] = FACTOR_BEFOREHAND / 2;
        var ahead = at.clone();
        var slope = new double[words + 1];
        var unused = new double[words + 1];
        double step = 1 / smoothing;
        double momentum = 1;
        double last = Double.MAX_VALUE;
        for (int i = 0; i < STEPS; i++) {
            double loss = loss(ahead, slope);
            double steepness = Arrays.stream(slope).map(s -> s * s).sum();
            step *= 1.5;
            var next = moved(ahead, slope, step);
            double reached = loss(next, unused);
            while (reached > loss - 0.5 * step * steepness && step > 1e-9) {
                step /= 2;
                next = moved(ahead, slope, step);
                reached = loss(next, unused);
            }
            if (steepness < GOOD_ENOUGH) {
                return next;
            }
            if (reached > last) {
                ahead = at.clone();
                momentum = 1;
                last = Double.MAX_VALUE;
                continue;
            }
            last = reached;
            double nextMomentum = (1 + StrictMath.sqrt(1 + 4 * momentum * momentum)) / 2;
            for (int j = 0; j < at.length; j++) {
                ahead[j] = next[j] + (momentum - 1) / nextMomentum * (next[j] - at[j]);
            }
            momentum = nextMomentum;
            at = next;
        }
        return at;
    }

    private static double[] moved(double[] from, double[] slope, double step) {
        var to = new double[from.length];
        for (int j = 0; j < to.length; j++) {
            to[j] = from[j] - step * slope[j];
        }
        return to;
    }

    private double loss(double[] weights, double[] slope) {
        double loss = 0;
        for (int j = 0; j < words; j++) {
            loss += smoothing / 2 * weights[j] * weights[j];
            slope[j] = smoothing * weights[j];
        }
        double off = weights[words] - FACTOR_BEFOREHAND;
        loss += TRUST_IN_FACTOR / 2 * off * off;
        slope[words] = TRUST_IN_FACTOR * off;
        for (var list : lists) {
            loss += loss(list, weights, slope);
        }
        return loss;
    }

    private double loss(RankedList list, double[] weights, double[] slope) {
        var scores = list.rows.stream().mapToDouble(row -> score(row, weights)).toArray();
        double best = Arrays.stream(scores).max().orElse(0);
        double sum = Arrays.stream(scores).map(s -> StrictMath.exp(s - best)).sum();
        double logarithm = best + StrictMath.log(sum);
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            loss -= list.relevance[i] * (scores[i] - logarithm);
            double pull = StrictMath.exp(scores[i] - logarithm) - list.relevance[i];
            var row = list.rows.get(i);
            slope[words] += pull * row.known;
            for (int j = 0; j < row.words.length; j++) {
                slope[row.words[j]] += pull * row.values[j];
            }
        }
        return loss;
    }

    private double score(Row row, double[] weights) {
        double score = weights[words] * row.known;
        for (int j = 0; j < row.words.length; j++) {
            score += weights[row.words[j]] * row.values[j];
        }
        return score;
    }
}

package dev.paperboy.topic;

import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * How well a week's papers were ranked for a label; relevance is binary, ties keep the papers' order.
 *
 * @param ndcg at ten
 * @param recall at five
 */
record RankingQuality(LabelledPapers.Pair pair, double ndcg, double recall) {
    private static final int DEEP = 10;
    private static final int TOP = 5;

    static RankingQuality of(LabelledPapers.Pair pair, ToDoubleFunction<LabelledPapers.Paper> score) {
        var scores = new IdentityHashMap<LabelledPapers.Paper, Double>();
        pair.papers().forEach(paper -> scores.put(paper, score.applyAsDouble(paper)));
        var ranked = pair.papers().stream()
                .sorted(Comparator.comparingDouble((LabelledPapers.Paper paper) -> scores.get(paper))
                        .reversed())
                .toList();
        int relevant = 0;
        int found = 0;
        double gain = 0;
        double ideal = 0;
        for (int rank = 0; rank < ranked.size(); rank++) {
            if (ranked.get(rank).labels().contains(pair.label())) {
                gain += rank < DEEP ? discount(rank) : 0;
                ideal += relevant < DEEP ? discount(relevant) : 0;
                found += rank < TOP ? 1 : 0;
                relevant++;
            }
        }
        return new RankingQuality(pair, gain / ideal, (double) found / relevant);
    }

    private static double discount(int rank) {
        return Math.log(2) / Math.log(rank + 2);
    }

    static double ndcg(Collection<RankingQuality> all) {
        return all.stream().mapToDouble(RankingQuality::ndcg).average().orElse(0);
    }

    static double recall(Collection<RankingQuality> all) {
        return all.stream().mapToDouble(RankingQuality::recall).average().orElse(0);
    }

    static void print(String what, Collection<RankingQuality> all) {
        System.out.printf(
                Locale.ROOT, "%-60s %4d pairs  nDCG@10 %.3f  R@5 %.3f%n", what, all.size(), ndcg(all), recall(all));
    }
}

package dev.paperboy.dispatch;

import com.sun.management.ThreadMXBean;
import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import java.lang.management.ManagementFactory;
import java.util.BitSet;
import java.util.List;

/** What it costs to choose the papers of readers who all want something else. */
public final class ChoosingForBenchmark {

    private static final int ROUNDS = 5;

    private ChoosingForBenchmark() {}

    /** @param allocated bytes */
    public record Cost(double micros, double allocated) {}

    public static Cost choosing(Issue issue, List<Card> cards, List<List<String>> topics) {
        Choice choice = new Choice(issue, cards);
        BitSet had = BitSet.valueOf(new long[] {0b1010_1010_0100});
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Cost last = null;
        for (int round = 0; round < ROUNDS; round++) {
            long bytes = threads.getCurrentThreadAllocatedBytes();
            long begun = threads.getCurrentThreadCpuTime();
            long papers = 0;
            for (List<String> its : topics) {
                papers += choice.of(its, Taste.NONE, had, 10).size();
            }
            double nanos = threads.getCurrentThreadCpuTime() - begun;
            if (papers == 0) {
                throw new IllegalStateException("nobody got anything");
            }
            last = new Cost(
                    nanos / 1e3 / topics.size(),
                    (double) (threads.getCurrentThreadAllocatedBytes() - bytes) / topics.size());
        }
        return last;
    }
}

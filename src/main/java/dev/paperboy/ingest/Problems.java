package dev.paperboy.ingest;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** What went wrong with some pages of a source while others were taken. */
final class Problems {

    private static final int MOST_TOLD = 5;

    private final Set<String> sentences = new LinkedHashSet<>();
    private boolean ofTheWholeHost;
    private int count;

    void add(IOException problem) {
        count++;
        sentences.add(String.valueOf(problem.getMessage()));
        ofTheWholeHost |= !(problem instanceof FetchFailure failure && failure.isOfThisPageOnly());
    }

    /** Whether it is no use to ask for more. */
    boolean areOfTheWholeHost() {
        return ofTheWholeHost;
    }

    int count() {
        return count;
    }

    Problems and(Problems others) {
        Problems all = new Problems();
        all.sentences.addAll(sentences);
        all.sentences.addAll(others.sentences);
        all.count = count + others.count;
        return all;
    }

    /** @throws IOException that says all of it, if there was any */
    void tell() throws IOException {
        if (!sentences.isEmpty()) {
            String told = String.join("; ", sentences.stream().limit(MOST_TOLD).toList());
            int more = sentences.size() - MOST_TOLD;
            throw new IOException(more > 0 ? told + "; and " + more + " more" : told);
        }
    }
}

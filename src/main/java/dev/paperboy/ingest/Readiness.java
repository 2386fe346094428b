package dev.paperboy.ingest;

import java.util.List;

/**
 * Whether the sources have brought what an issue needs.
 *
 * @param late names of those that have not, for the operator
 * @param lateTitles the same as readers know them, each once
 * @param mayWait whether one of them is still worth waiting for
 * @param mustHold whether an operator wants to decide about an issue without one of them
 */
public record Readiness(List<String> late, List<String> lateTitles, boolean mayWait, boolean mustHold) {

    public boolean complete() {
        return late.isEmpty();
    }
}

package dev.paperboy.ingest;

import java.io.IOException;

/** A request that was given up. Its message is a sentence for the operator, without the query of the address. */
final class FetchFailure extends IOException {

    private final int status;

    FetchFailure(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    /** What the server answered; 0 when it did not, or was not asked. */
    int status() {
        return status;
    }

    /**
     * Whether the host answers as a rule, so that it is worth asking it for something else. One that still fails after
     * several tries (5xx) is most likely down as a whole.
     */
    boolean isOfThisPageOnly() {
        return status >= 200 && status < 500 && status != 429;
    }
}

package dev.paperboy.ingest;

import java.io.IOException;

/** What every single request passes, redirects and repetitions too: where a host's terms on the pace are kept. */
@FunctionalInterface
interface Gate {

    Gate OPEN = Attempt::make;

    /** @throws FetchFailure when the host must be left alone for now */
    Answer through(Attempt attempt) throws IOException;

    @FunctionalInterface
    interface Attempt {
        Answer make() throws IOException;
    }
}

package dev.paperboy.ingest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What every single request passes, redirects and repetitions too: where a host's terms on the pace are kept. */
@FunctionalInterface
interface Gate {

    Gate OPEN = (url, timeout, attempt) -> attempt.make();

    /**
     * @param url what is asked for
     * @param timeout how long the attempt may take
     * @throws FetchFailure when the host must be left alone for now
     */
    Answer through(URI url, Duration timeout, Attempt attempt) throws IOException;

    @FunctionalInterface
    interface Attempt {
        Answer make() throws IOException;
    }
}

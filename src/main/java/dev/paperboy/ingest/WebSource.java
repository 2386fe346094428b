package dev.paperboy.ingest;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/**
 * A place on the web, and how it is read.
 *
 * @param base the address that paths are added to, without a slash at its end; or a whole address
 * @param timeout for one request
 */
record WebSource(URI base, Duration timeout, WebClient web, Gate gate) {

    WebSource behind(Gate other) {
        return new WebSource(base, timeout, web, other);
    }

    Answer get(String pathAndQuery) throws IOException {
        return get(URI.create(base + pathAndQuery));
    }

    Answer get(URI url) throws IOException {
        return web.get(url, timeout, gate);
    }

    /** For the operator. */
    String shown() {
        return WebClient.shown(base);
    }
}

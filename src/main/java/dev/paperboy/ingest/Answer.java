package dev.paperboy.ingest;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;

/** What a server said, unpacked. */
record Answer(URI url, int status, HttpHeaders headers, byte[] body) {

    boolean isGood() {
        return status >= 200 && status < 300;
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** As UTF-8; bytes that are none become replacement characters. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

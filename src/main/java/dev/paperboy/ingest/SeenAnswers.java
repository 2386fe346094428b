package dev.paperboy.ingest;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/**
 * Answers with a validator (RFC 9110, 8.8), so that an unchanged page is not sent again. They are kept whole: a look
 * that could not store its papers finds them again. The oldest make room. They are of this process only: after a start
 * each page is asked for once without conditions, which costs less than keeping megabytes of pages in the database,
 * and brings back whatever was lost when the process before ended in the middle of a look.
 */
final class SeenAnswers {

    private static final int MOST_BYTES = 24_000_000;

    private final Map<URI, Answer> answers = new HashMap<>();
    private final Queue<URI> byAge = new ArrayDeque<>();
    private long bytes;

    /** Asks for the page only if it has changed since. */
    synchronized void makeConditional(URI url, HttpRequest.Builder request) {
        Answer seen = answers.get(url);
        if (seen != null) {
            seen.headers().firstValue("ETag").ifPresent(tag -> request.header("If-None-Match", tag));
            seen.headers().firstValue("Last-Modified").ifPresent(date -> request.header("If-Modified-Since", date));
        }
    }

    synchronized Optional<Answer> of(URI url) {
        return Optional.ofNullable(answers.get(url));
    }

    synchronized void keep(Answer answer) {
        forget(answer.url());
        boolean comparable = answer.headers().firstValue("ETag").isPresent()
                || answer.headers().firstValue("Last-Modified").isPresent();
        if (comparable && answer.body().length <= MOST_BYTES) {
            answers.put(answer.url(), answer);
            byAge.add(answer.url());
            bytes += answer.body().length;
        }
        while (bytes > MOST_BYTES) {
            forget(byAge.element());
        }
    }

    private void forget(URI url) {
        Answer gone = answers.remove(url);
        if (gone != null) {
            byAge.remove(url);
            bytes -= gone.body().length;
        }
    }
}

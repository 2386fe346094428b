package dev.paperboy.ingest;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Gets pages from servers that may be slow, broken, busy or hostile. It says who it is, asks again after a passing
 * failure, waits when asked to, and sends nobody to an address that is not allowed.
 */
final class WebClient {

    static final int MOST_BYTES = 10_000_000;

    private static final int TRIES = 3;
    private static final int MOST_REDIRECTS = 3;

    /** Whoever asks for a longer rest is asked again at a later look, for other sources wait behind this one. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(20))
            .build();
    private final SeenAnswers seen = new SeenAnswers();
    private final Map<String, Instant> quietUntil = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Pause pause;
    private final Names names;
    private final Predicate<InetAddress> allowed;
    private final String userAgent;

    /** How the addresses of a host are found. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addresses(String host) throws UnknownHostException;
    }

    /** @param allowed which addresses a host may have */
    WebClient(Clock clock, Pause pause, Names names, Predicate<InetAddress> allowed, String userAgent) {
        this.clock = clock;
        this.pause = pause;
        this.names = names;
        this.allowed = allowed;
        this.userAgent = userAgent;
    }

    /**
     * The page at this address, or the one it was moved to; a page that has not changed since is the one kept.
     *
     * @param timeout for one request as a whole
     * @throws FetchFailure when the server says no, or is not to be asked
     * @throws IOException when it could not be reached, or broke off, three times; with a sentence for the operator
     */
    Answer get(URI url, Duration timeout, Gate gate) throws IOException {
        for (int attempt = 1; ; attempt++) {
            rest(url);
            try {
                Answer answer = followed(url, timeout, gate);
                if (answer.isGood()) {
                    return answer;
                }
                Duration asked = Waits.asked(answer.status(), answer.headers(), clock.instant());
                boolean passing = answer.status() == 429 || answer.status() >= 500;
                if (!passing || attempt == TRIES || asked.compareTo(LONGEST_WAIT) > 0) {
                    throw new FetchFailure(answer.status(), refusal(answer, asked));
                }
            } catch (FetchFailure settled) {
                throw settled;
            } catch (IOException passing) {
                if (attempt == TRIES) {
                    throw passing;
                }
            }
            pause(Waits.backoff(attempt));
        }
    }

    /** The address as the operator may see it: neither its query nor a password in it. */
    static String shown(URI url) {
        int port = url.getPort();
        return url.getScheme() + "://" + url.getHost() + (port < 0 ? "" : ":" + port) + url.getPath();
    }

    private void rest(URI url) throws IOException {
        Instant end = quietUntil.getOrDefault(String.valueOf(url.getHost()), Instant.MIN);
        Instant now = clock.instant();
        if (!end.isAfter(now)) {
            return;
        }
        Duration left = Duration.between(now, end);
        if (left.compareTo(LONGEST_WAIT) > 0) {
            throw new FetchFailure(
                    429,
                    url.getHost() + " has asked to be left alone until "
                            + end.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
        }
        pause(left);
    }

    private void pause(Duration span) throws FetchFailure {
        try {
            pause.take(span);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailure(0, "the look was stopped while it waited");
        }
    }

    private static String refusal(Answer answer, Duration asked) {
        String said = shown(answer.url()) + " answered " + answer.status();
        return asked.isZero() ? said : said + " and asked to wait " + asked.toSeconds() + " seconds";
    }

    private Answer followed(URI url, Duration timeout, Gate gate) throws IOException {
        URI at = url;
        for (int hop = 0; ; hop++) {
            URI here = at;
            Answer answer = gate.through(here, timeout, () -> send(here, timeout));
            String location = answer.header("Location");
            if (!REDIRECTS.contains(answer.status()) || location.isEmpty()) {
                return answer;
            }
            if (hop == MOST_REDIRECTS) {
                throw new FetchFailure(answer.status(), shown(url) + " sends from one address to the next without end");
            }
            try {
                at = here.resolve(location);
            } catch (IllegalArgumentException notAnAddress) {
                throw new FetchFailure(answer.status(), shown(here) + " sends to an address that cannot be read");
            }
        }
    }

    /**
     * The connection asks the same resolver, and the JVM keeps what that answered for thirty seconds, so that it goes to the
     * addresses that are checked here. Names that change their address meanwhile are found out by a second check, before
     * anything of the answer is used.
     */
    private void check(URI url) throws IOException {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        if (url.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            throw new FetchFailure(0, "only http and https addresses with a host are read");
        }
        try {
            for (InetAddress address : names.addresses(url.getHost())) {
                if (!allowed.test(address)) {
                    throw new FetchFailure(
                            0,
                            url.getHost() + " is a private address (" + address.getHostAddress()
                                    + "), which sources may not read unless"
                                    + " paperboy.ingest.allow-private-addresses is true");
                }
            }
        } catch (UnknownHostException unknown) {
            throw new IOException("no address is known for " + url.getHost(), unknown);
        }
    }

    private Answer send(URI url, Duration timeout) throws IOException {
        check(url);
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .timeout(timeout)
                .header("User-Agent", userAgent)
                .header("Accept-Encoding", "gzip");
        seen.makeConditional(url, request);
        HttpResponse<byte[]> response = response(url, request.build(), timeout);
        check(url);
        Duration asked = Waits.asked(response.statusCode(), response.headers(), clock.instant());
        if (!asked.isZero()) {
            quietUntil.put(url.getHost(), clock.instant().plus(asked));
        }
        if (response.statusCode() == 304) {
            return seen.of(url)
                    .orElseThrow(() -> new FetchFailure(304, shown(url) + " answered 304 to what was new to us"));
        }
        Answer answer = new Answer(url, response.statusCode(), response.headers(), unpacked(url, response));
        if (answer.isGood()) {
            seen.keep(answer);
        }
        return answer;
    }

    private HttpResponse<byte[]> response(URI url, HttpRequest request, Duration timeout) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> exchange =
                http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // A request's own timeout ends with the headers; a body that drips would never end.
            return exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw late(url, timeout, late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailure(0, "the look was stopped while it read " + shown(url));
        } catch (ExecutionException broken) {
            Throwable cause = broken.getCause();
            if (cause instanceof HttpTimeoutException) {
                throw late(url, timeout, cause);
            }
            String reason = String.valueOf(cause.getMessage());
            if (reason.contains("exceeds capacity")) {
                throw tooLong(url);
            }
            throw new IOException(
                    shown(url) + " could not be read: "
                            + (cause.getMessage() == null ? cause.getClass().getSimpleName() : reason),
                    cause);
        } finally {
            exchange.cancel(true);
        }
    }

    private static IOException late(URI url, Duration timeout, Throwable cause) {
        return new IOException(shown(url) + " was not done within " + timeout.toMillis() / 1000.0 + " seconds", cause);
    }

    private static FetchFailure tooLong(URI url) {
        return new FetchFailure(
                200, shown(url) + " is longer than " + MOST_BYTES / 1_000_000 + " MB and was not taken");
    }

    private static byte[] unpacked(URI url, HttpResponse<byte[]> response) throws IOException {
        String packed = response.headers().firstValue("Content-Encoding").orElse("identity");
        if (response.body().length == 0 || packed.equalsIgnoreCase("identity")) {
            return response.body();
        }
        if (!packed.equalsIgnoreCase("gzip") && !packed.equalsIgnoreCase("x-gzip")) {
            throw new FetchFailure(response.statusCode(), shown(url) + " is packed in a way that was not asked for");
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw tooLong(url);
            }
            return bytes;
        } catch (ZipException | EOFException notPacked) {
            throw new IOException(shown(url) + " is not packed as it says", notPacked);
        }
    }
}

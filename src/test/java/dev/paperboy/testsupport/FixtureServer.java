package dev.paperboy.testsupport;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/** A web server with prepared answers, good and bad. What nothing is prepared for is answered 404. */
public final class FixtureServer implements AutoCloseable {

    /** One way to answer; it may do with the connection what it likes. */
    @FunctionalInterface
    public interface Reply {
        void to(HttpExchange exchange) throws IOException;
    }

    /** @param path with its query */
    public record Request(String path, Headers headers) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();

    public FixtureServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers to this path, with its query if it has one here; several replies are given one after the other. */
    public FixtureServer on(String path, Reply... inTurn) {
        List<Reply> turns = new CopyOnWriteArrayList<>(inTurn);
        replies.put(path, exchange -> (turns.size() > 1 ? turns.removeFirst() : turns.getFirst()).to(exchange));
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            requests.add(new Request(path, exchange.getRequestHeaders()));
            Reply exact = replies.get(path);
            Reply reply =
                    exact != null ? exact : replies.get(exchange.getRequestURI().getPath());
            (reply == null ? status(404) : reply).to(exchange);
        }
    }

    public static Reply json(String body) {
        return body(200, "application/json", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply xml(String body) {
        return body(200, "application/atom+xml; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply html(int status, String body) {
        return body(status, "text/html; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply body(int status, String type, byte[] bytes) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    public static Reply status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /** The same, with one more header. */
    public static Reply with(String header, String value, Reply reply) {
        return exchange -> {
            exchange.getResponseHeaders().add(header, value);
            reply.to(exchange);
        };
    }

    public static Reply redirect(String location) {
        return with("Location", location, status(302));
    }

    public static Reply gzipped(String type, String body) {
        return with("Content-Encoding", "gzip", exchange -> {
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
            body(200, type, packed.toByteArray()).to(exchange);
        });
    }

    /** With an entity tag; whoever has it already gets 304. */
    public static Reply tagged(String tag, Reply reply) {
        return exchange -> {
            exchange.getResponseHeaders().set("ETag", tag);
            if (tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                reply.to(exchange);
            }
        };
    }

    /** So many bytes without telling before how many. */
    public static Reply endless(long bytes) {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] block = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (long sent = 0; sent < bytes; sent += block.length) {
                exchange.getResponseBody().write(block);
            }
        };
    }

    /** Promises more than it sends, and hangs up. */
    public static Reply cutOff(String body) {
        return exchange -> {
            exchange.sendResponseHeaders(200, body.length() + 1000L);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            exchange.close();
        };
    }

    /** Sends the beginning of an answer and nothing more, until this server is closed. */
    public Reply stuck() {
        return exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write('[');
            exchange.getResponseBody().flush();
            awaitClosing();
        };
    }

    /** Takes the request and says nothing, until this server is closed. */
    public Reply silent() {
        return exchange -> awaitClosing();
    }

    private void awaitClosing() {
        try {
            closed.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    public URI url(String path) {
        return URI.create(url() + path);
    }

    /** What was asked, in order. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    public List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}

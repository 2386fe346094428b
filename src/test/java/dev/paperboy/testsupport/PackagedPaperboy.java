package dev.paperboy.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** The packaged application in a process of its own, to be started, asked, and killed. */
public class PackagedPaperboy implements AutoCloseable {

    /** How a process ends that is killed, as the shell counts. */
    public static final int KILLED = 128 + 9;

    private static final String PORT = "QUARKUS_HTTP_PORT";

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(30))
            .cookieHandler(cookies)
            .build();
    private final Process process;
    private final Path log;
    private final Map<String, String> settings;
    private final long startsBefore;

    private PackagedPaperboy(Process process, Path log, Map<String, String> settings, long startsBefore) {
        this.process = process;
        this.log = log;
        this.settings = settings;
        this.startsBefore = startsBefore;
    }

    /** How a command ended, and what it wrote. */
    public record Ended(int exitCode, String out, String err) {}

    /** Runs it with these arguments, until it ends by itself. */
    public static Ended command(Path folder, Map<String, String> settings, String... arguments) throws IOException {
        Path out = folder.resolve("command.out");
        Path err = folder.resolve("command.err");
        ProcessBuilder builder = builder(folder, settings, arguments)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        int exitCode = new PackagedPaperboy(builder.start(), err, settings, 0).awaitEnd();
        return new Ended(exitCode, read(out), read(err));
    }

    /** The same beside this one: in its folder and with its settings, its ports included. */
    public Ended beside(String... arguments) throws IOException {
        return command(log.getParent(), settings, arguments);
    }

    /** Starts it over this folder, in which its data and its log are kept, without waiting for anything. */
    public static PackagedPaperboy launch(Path folder, Map<String, String> settings) throws IOException {
        Path log = folder.resolve("paperboy.log");
        Map<String, String> all = new HashMap<>(
                Map.of(PORT, String.valueOf(freePort()), "PAPERBOY_MAILBOX_PORT", String.valueOf(freePort())));
        all.putAll(settings);
        ProcessBuilder builder = builder(folder, all)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long startsBefore = starts(log);
        return new PackagedPaperboy(builder.start(), log, all, startsBefore);
    }

    private static ProcessBuilder builder(Path folder, Map<String, String> settings, String... arguments) {
        Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", jar.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(settings);
        return builder;
    }

    /** Starts it and waits until it says that it is ready. */
    public static PackagedPaperboy start(Path folder, Map<String, String> settings) throws IOException {
        PackagedPaperboy started = launch(folder, settings);
        Awaitility.await().atMost(Duration.ofSeconds(300)).until(() -> started.isReady() || !started.process.isAlive());
        if (!started.process.isAlive()) {
            throw new AssertionError("Paperboy did not start:\n" + started.log());
        }
        return started;
    }

    /** Whether it has said so, alive or not. */
    public boolean isReady() {
        return starts(log) > startsBefore;
    }

    private static long starts(Path log) {
        return Files.exists(log)
                ? read(log).lines().filter(line -> line.endsWith("is ready.")).count()
                : 0;
    }

    /** Not one of those that the system gives to whoever asks for any, for the program does so too before it opens this one. */
    private static int freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                if (tries == 100) {
                    throw taken;
                }
            }
        }
    }

    /** The body; an {@link IOException} when nobody answers any more. */
    public String get(String path) throws IOException {
        return send(HttpRequest.newBuilder(uri(path)).build());
    }

    public String post(String path, Map<String, String> form) throws IOException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Hands a file in as a form does, in its field {@code file}; the path of the page that the answer leads to. */
    public String upload(String path, String content) throws IOException {
        String body = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file.csv\"\r\n\r\n" + content
                + "\r\n--X--\r\n";
        return answer(HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "multipart/form-data; boundary=X")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build())
                .headers()
                .firstValue("Location")
                .map(location -> URI.create(location).getPath())
                .orElseThrow();
    }

    public int port() {
        return Integer.parseInt(settings.get(PORT));
    }

    /** One that it has set, as {@code name=value}. */
    public String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::toString)
                .findFirst()
                .orElseThrow();
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + settings.get(PORT) + path);
    }

    private String send(HttpRequest request) throws IOException {
        return answer(request).body();
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw new AssertionError(request.uri() + " answered " + response.statusCode() + "\n" + response.body());
            }
            return response;
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    /** Returns as soon as somebody answers at its port, which is before it is ready. */
    public void awaitPort() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(300))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(this::answers);
    }

    private boolean answers() {
        try (Socket open = new Socket("localhost", port())) {
            return open.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /**
     * As the system does when memory runs out, or a hand when patience does: SIGKILL.
     *
     * @return how it ended, which is {@link #KILLED} unless it had ended before
     */
    public int kill() {
        process.destroyForcibly();
        return awaitEnd();
    }

    /** SIGSTOP: it stays where it is, and everybody else goes on. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** SIGCONT. */
    public void goOn() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        try {
            int ended = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (ended != 0) {
                throw new AssertionError("no SIG" + name + " for process " + process.pid());
            }
        } catch (InterruptedException interrupted) {
            throw new IOException(interrupted);
        }
    }

    public int awaitEnd() {
        try {
            if (!process.waitFor(180, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Paperboy does not end:\n" + log());
            }
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    public String log() {
        return read(log);
    }

    public List<String> logLines() {
        return log().lines()
                .filter(line -> !line.isBlank() && !line.startsWith("WARNING:"))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Stops it in order, as SIGTERM does. */
    @Override
    public void close() {
        process.destroy();
        awaitEnd();
    }
}

package dev.paperboy.testsupport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Postfix' {@code smtp-sink}, which takes mail and drops it, and {@code smtp-source}, which makes it: a measure for senders. */
public final class PostfixSink implements AutoCloseable {

    private final Process sink;
    private final int port;

    private PostfixSink(Process sink, int port) {
        this.sink = sink;
        this.port = port;
    }

    /** Empty where Postfix is not installed (Debian package {@code postfix}). */
    public static Optional<PostfixSink> start() throws IOException {
        Optional<Path> program = program("smtp-sink");
        if (program.isEmpty() || program("smtp-source").isEmpty()) {
            return Optional.empty();
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        List<String> command = new ArrayList<>(List.of(program.get().toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("-u", "nobody"));
        }
        command.addAll(List.of("127.0.0.1:" + port, "256"));
        Process sink = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> answers(port));
        return Optional.of(new PostfixSink(sink, port));
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static Optional<Path> program(String name) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/opt/homebrew/sbin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public int port() {
        return port;
    }

    /** Messages a second that {@code smtp-source -d} brings here over so many sessions. */
    public double source(int sessions, int messages, int bytes) throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process source = new ProcessBuilder(
                        program("smtp-source").orElseThrow().toString(),
                        "-d",
                        "-s",
                        String.valueOf(sessions),
                        "-l",
                        String.valueOf(bytes),
                        "-m",
                        String.valueOf(messages),
                        "127.0.0.1:" + port)
                .inheritIO()
                .start();
        if (!source.waitFor(5, TimeUnit.MINUTES) || source.exitValue() != 0) {
            source.destroyForcibly();
            throw new IllegalStateException("smtp-source did not get its messages away");
        }
        return messages * 1e9 / (System.nanoTime() - begun);
    }

    @Override
    public void close() {
        sink.destroy();
    }
}

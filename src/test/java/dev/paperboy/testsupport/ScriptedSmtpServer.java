package dev.paperboy.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A small SMTP server on 127.0.0.1 that does as it is told: an answer, a hang-up or silence at any command. What is not
 * scripted is answered as a friendly server would that knows its rules: no second MAIL before the first is over or reset,
 * no DATA without a reader. Takes pipelined commands whether it offers that or not. Keeps every mail that it has read to
 * the final dot, whatever it answered.
 *
 * <p>Commands are named by their verb, and {@code "CONNECT"}, {@code "BODY"} (after the first line of the mail; an answer
 * there ends the connection) and {@code "."} are the moments without one.
 */
public final class ScriptedSmtpServer implements AutoCloseable {

    /** Closes the connection instead of answering, or after the answer that it ends. */
    public static final String HANG_UP = "hang up";

    /** Reads on, but never answers. */
    public static final String SILENCE = "silence";

    /** The usual answer, a second later. */
    public static final String SLOWLY = "slowly";

    private static final Map<String, String> FRIENDLY = Map.of(
            "CONNECT", "220 scripted.example ESMTP",
            "AUTH", "235 2.7.0 welcome",
            "STARTTLS", "220 2.0.0 ready",
            "QUIT", "221 2.0.0 goodbye");

    private final ServerSocket listener;
    private final SSLContext tls;
    private final boolean tlsFromTheStart;
    private final Map<String, Queue<String>> script = new ConcurrentHashMap<>();
    private final Map<String, String> standing = new ConcurrentHashMap<>();
    private final List<String> extensions = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<ReceivedMail> received = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger welcome = new AtomicInteger();
    private final List<Integer> crowd = new CopyOnWriteArrayList<>();
    private volatile boolean inPieces;
    private final CountDownLatch closed = new CountDownLatch(1);

    private ScriptedSmtpServer(SSLContext tls, boolean tlsFromTheStart) {
        this.tls = tls;
        this.tlsFromTheStart = tlsFromTheStart;
        try {
            listener = new ServerSocket();
            listener.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        Thread.ofVirtual().name("scripted-smtp").start(this::accept);
    }

    public static ScriptedSmtpServer start() {
        return new ScriptedSmtpServer(null, false);
    }

    public static ScriptedSmtpServer startWithStartTls(SSLContext tls) {
        return new ScriptedSmtpServer(tls, false).offering("STARTTLS");
    }

    public static ScriptedSmtpServer startWithImplicitTls(SSLContext tls) {
        return new ScriptedSmtpServer(tls, true);
    }

    /** Extensions to list in the answer to EHLO, such as {@code "AUTH PLAIN"}. */
    public ScriptedSmtpServer offering(String... names) {
        extensions.addAll(List.of(names));
        return this;
    }

    /** Every answer leaves byte by byte from now on, each in a packet of its own. */
    public ScriptedSmtpServer answeringInPieces() {
        inPieces = true;
        return this;
    }

    /** The next answers to this command, one each time; then the usual ones again. */
    public ScriptedSmtpServer next(String command, String... answers) {
        script.computeIfAbsent(command, _ -> new ConcurrentLinkedQueue<>()).addAll(List.of(answers));
        return this;
    }

    /** The answer to this command from now on, or to a whole line such as {@code RCPT TO:<ada@example.org>}. */
    public ScriptedSmtpServer always(String command, String answer) {
        standing.put(command, answer);
        return this;
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    /** Every command line so far, over all connections. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** For each mail so far, how many connections stood when it began. */
    public List<Integer> crowd() {
        return List.copyOf(crowd);
    }

    public List<ReceivedMail> received() {
        return List.copyOf(received);
    }

    /** Closes the connections that stand, as a server does with idle ones; new ones are welcome. */
    public void hangUpOnAll() {
        open.forEach(ScriptedSmtpServer::closeQuietly);
        open.clear();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                Thread.ofVirtual().name("scripted-smtp").start(() -> serve(socket));
            } catch (IOException closedMeanwhile) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Conversation(tlsFromTheStart ? secured(socket) : socket).run();
        } catch (IOException | InterruptedException over) {
            // The client, or the test, has ended it.
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private String scriptedFor(String command) {
        Queue<String> queued = script.get(command);
        String told = queued == null ? null : queued.poll();
        return told != null ? told : standing.get(command);
    }

    private String hello() {
        List<String> lines = new ArrayList<>(List.of("scripted.example"));
        lines.addAll(extensions);
        String last = "250 " + lines.removeLast();
        return lines.stream().map(line -> "250-" + line + "\r\n").collect(Collectors.joining("", "", last));
    }

    @Override
    public void close() {
        closed.countDown();
        closeQuietly(listener);
        hangUpOnAll();
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** One connection. */
    private final class Conversation {

        private InputStream in;
        private OutputStream out;
        private Socket socket;
        /** Null while no mail is under way. */
        private String from;

        private final List<String> to = new ArrayList<>();

        Conversation(Socket socket) throws IOException {
            speakOver(socket);
        }

        private void speakOver(Socket next) throws IOException {
            socket = next;
            next.setTcpNoDelay(true);
            in = new BufferedInputStream(next.getInputStream());
            out = next.getOutputStream();
        }

        void run() throws IOException, InterruptedException {
            if (!answer("CONNECT", "")) {
                return;
            }
            welcome.incrementAndGet();
            try {
                converse();
            } finally {
                welcome.decrementAndGet();
            }
        }

        private void converse() throws IOException, InterruptedException {
            for (String line = readLine(); line != null; line = readLine()) {
                commands.add(line);
                String verb = line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT);
                if (!answer(verb, line) || verb.equals("QUIT")) {
                    return;
                }
            }
        }

        /** False when the connection is over. */
        private boolean answer(String command, String line) throws IOException, InterruptedException {
            String toLine = standing.get(line);
            String told = toLine != null ? toLine : scriptedFor(command);
            String answer = told == null ? usualAnswerTo(command) : told;
            if (answer.endsWith(HANG_UP)) {
                say(answer.substring(0, answer.length() - HANG_UP.length()));
                return false;
            }
            if (answer.equals(SILENCE)) {
                closed.await();
                return false;
            }
            if (answer.equals(SLOWLY)) {
                closed.await(1, TimeUnit.SECONDS);
                answer = usualAnswerTo(command);
            }
            if (answer.startsWith("2")) {
                remember(command, line);
            }
            say(answer);
            if (command.equals("STARTTLS") && answer.startsWith("220")) {
                speakOver(secured(socket));
            }
            if (command.equals("DATA") && answer.startsWith("354")) {
                return readBody() && finish();
            }
            return !answer.startsWith("421");
        }

        private String usualAnswerTo(String command) {
            return switch (command) {
                case "EHLO" -> hello();
                case "MAIL" -> from == null ? "250 2.1.0 fine" : "503 5.5.1 one mail at a time";
                case "RCPT" -> from == null ? "503 5.5.1 whose mail?" : "250 2.1.5 fine";
                case "DATA" -> to.isEmpty() ? "554 5.5.1 no valid recipients" : "354 go ahead";
                case "." -> to.isEmpty() ? "554 5.5.1 no valid recipients" : "250 2.0.0 taken";
                default -> FRIENDLY.getOrDefault(command, "250 2.0.0 fine");
            };
        }

        private void remember(String verb, String line) {
            switch (verb) {
                case "MAIL" -> {
                    from = line.substring("MAIL FROM:".length());
                    crowd.add(welcome.get());
                }
                case "RCPT" -> to.add(line.substring("RCPT TO:".length()));
                case "RSET", "EHLO" -> forget();
                default -> {}
            }
        }

        private void forget() {
            from = null;
            to.clear();
        }

        private boolean finish() throws IOException, InterruptedException {
            boolean goesOn = answer(".", "");
            forget();
            return goesOn;
        }

        private void say(String answer) throws IOException, InterruptedException {
            if (answer.isEmpty()) {
                return;
            }
            byte[] bytes = (answer + "\r\n").getBytes(StandardCharsets.UTF_8);
            if (!inPieces) {
                out.write(bytes);
                out.flush();
                return;
            }
            for (byte piece : bytes) {
                out.write(piece);
                out.flush();
                closed.await(200, TimeUnit.MICROSECONDS);
            }
        }

        private boolean readBody() throws IOException, InterruptedException {
            ByteArrayOutputStream raw = new ByteArrayOutputStream();
            for (String line = readLine(); line != null; line = readLine()) {
                if (line.equals(".")) {
                    keep(raw.toByteArray());
                    return true;
                }
                raw.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                String told = scriptedFor("BODY");
                if (SILENCE.equals(told)) {
                    closed.await();
                    return false;
                }
                if (told != null) {
                    say(told.equals(HANG_UP) ? "" : told);
                    return false;
                }
            }
            return false;
        }

        private void keep(byte[] raw) {
            if (!to.isEmpty()) {
                received.add(new ReceivedMail(from, List.copyOf(to), raw));
            }
        }

        /** A line without its CRLF, one character a byte; null at the end. A bare LF or CR does not end it. */
        private String readLine() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int last = -1;
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b == '\n' && last == '\r') {
                    byte[] bytes = line.toByteArray();
                    return new String(bytes, 0, bytes.length - 1, StandardCharsets.ISO_8859_1);
                }
                line.write(b);
                last = b;
            }
            return null;
        }
    }
}

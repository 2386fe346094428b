package dev.paperboy.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A relay that remembers whose mails it took, under which Message-ID, and whether it could say so. Its answers take a while, before the
 * data and after them. Of the mails whose sender is gone by then it has taken one half when it read their end, and throws the other half
 * away: whoever was killed in between cannot know, and whoever claims to know is wrong about one of the two. Which half a mail is of
 * depends on the seed.
 */
public class RecordingRelay implements AutoCloseable {

    private final ServerSocket server;
    private volatile int millisToAnswer;
    private volatile boolean silent;
    private final long seed;
    private final Map<String, List<String>> messageIds = new ConcurrentHashMap<>();
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Set<String> unanswered = ConcurrentHashMap.newKeySet();
    private final Set<String> dropped = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** @param millisToAnswer at most, before the data and again after them */
    public RecordingRelay(int millisToAnswer, long seed) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.millisToAnswer = millisToAnswer;
        this.seed = seed;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The Message-IDs of the mails that were taken, by recipient. */
    public Map<String, List<String>> messageIds() {
        return messageIds;
    }

    /** Recipients of mails that were taken, and whose sender was gone before it could be told. */
    public Set<String> unanswered() {
        return unanswered;
    }

    /** Recipients of mails that came whole and were thrown away, because their sender was gone. */
    public Set<String> dropped() {
        return dropped;
    }

    /** From now on its answers take no longer than this, before the data and again after them. */
    public void answerWithin(int millis) {
        millisToAnswer = millis;
    }

    /**
     * Answers nobody while this happens. A process that is killed is gone some time before its connections are, and until then answers
     * could be sent that it never hears.
     */
    public void silentWhile(Runnable happening) {
        silent = true;
        try {
            happening.run();
        } finally {
            silent = false;
        }
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket client) {
        try (client;
                BufferedReader in = new BufferedReader(
                        new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
                OutputStream out = client.getOutputStream()) {
            client.setTcpNoDelay(true);
            say(out, "220 relay.example ready");
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("EHLO")) {
                    say(out, "250-relay.example\r\n250-PIPELINING\r\n250 SMTPUTF8");
                } else if (line.startsWith("RCPT TO:")) {
                    to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    say(out, "250 2.1.5 Ok");
                } else if (line.equals("DATA")) {
                    if (!takeMail(client, in, out, to)) {
                        return;
                    }
                } else if (line.equals("QUIT")) {
                    say(out, "221 2.0.0 bye");
                    return;
                } else {
                    say(out, "250 2.0.0 Ok");
                }
            }
        } catch (IOException gone) {
            // Killed, which is what these tests are about.
        }
    }

    /** Whether the sender heard its answer, as far as can be seen from here. */
    private boolean takeMail(Socket client, BufferedReader in, OutputStream out, String to) throws IOException {
        SplittableRandom random =
                new SplittableRandom(31L * (31 * seed + to.hashCode()) + seen.merge(to, 1, Integer::sum));
        boolean takesAtOnce = random.nextBoolean();
        if (!waits(client, in, random)) {
            return false;
        }
        say(out, "354 go on");
        String messageId = messageId(in);
        if (messageId == null) {
            return false;
        }
        if (takesAtOnce) {
            take(to, messageId);
        }
        if (!waits(client, in, random)) {
            (takesAtOnce ? unanswered : dropped).add(to);
            return false;
        }
        if (!takesAtOnce) {
            take(to, messageId);
        }
        say(out, "250 2.0.0 taken");
        return true;
    }

    /** Whether the client is still there after a while; as long as the relay is silent that is not known. */
    private boolean waits(Socket client, BufferedReader in, SplittableRandom random) throws IOException {
        client.setSoTimeout(1 + random.nextInt(millisToAnswer));
        boolean wasSilent;
        do {
            wasSilent = silent;
            in.mark(1);
            try {
                if (in.read() < 0) {
                    return false;
                }
                in.reset();
            } catch (SocketTimeoutException stillThere) {
                // It waits for the answer.
            } catch (IOException reset) {
                return false;
            }
        } while (wasSilent || silent);
        client.setSoTimeout(0);
        return true;
    }

    /** Null where the end of the mail never came. */
    private static String messageId(BufferedReader in) throws IOException {
        String messageId = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return messageId;
            }
            if (messageId.isEmpty() && line.startsWith("Message-ID:")) {
                messageId = line.substring("Message-ID:".length()).strip();
            }
        }
        return null;
    }

    private void take(String to, String messageId) {
        messageIds.merge(to, List.of(messageId), (before, one) -> Stream.concat(before.stream(), one.stream())
                .toList());
    }

    private static void say(OutputStream out, String lines) throws IOException {
        out.write((lines + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.paperboy.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A relay that takes everything and remembers who got what, under which Message-ID. It writes a mail down when it has read its end, and
 * answers a little later, so that whoever is killed in between cannot know.
 */
public class RecordingRelay implements AutoCloseable {

    private final ServerSocket server;
    private final long nanosToAnswer;
    private final Map<String, List<String>> messageIds = new ConcurrentHashMap<>();

    public RecordingRelay(long millisToAnswer) throws IOException {
        this.server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        this.nanosToAnswer = millisToAnswer * 1_000_000;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The Message-IDs of the mails that were accepted, by recipient. */
    public Map<String, List<String>> messageIds() {
        return messageIds;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
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
                    say(out, "354 go on");
                    if (!takeMail(in, to)) {
                        return;
                    }
                    LockSupport.parkNanos(nanosToAnswer);
                    say(out, "250 2.0.0 taken");
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

    private boolean takeMail(BufferedReader in, String to) throws IOException {
        String messageId = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                String id = messageId;
                messageIds.compute(to, (reader, ids) -> {
                    List<String> all = ids == null ? new ArrayList<>() : new ArrayList<>(ids);
                    all.add(id);
                    return all;
                });
                return true;
            }
            if (messageId.isEmpty() && line.startsWith("Message-ID: ")) {
                messageId = line;
            }
        }
        return false;
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

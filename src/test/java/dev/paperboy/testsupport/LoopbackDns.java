package dev.paperboy.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A DNS server for TXT records over UDP (RFC 1035 §4), on this machine only. */
public final class LoopbackDns implements AutoCloseable {

    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;
    private static final int SERVER_FAILURE = 2;

    private final Map<String, List<List<String>>> records = new ConcurrentHashMap<>();
    private final DatagramSocket socket;
    private volatile boolean broken;

    private LoopbackDns(DatagramSocket socket) {
        this.socket = socket;
    }

    public static LoopbackDns start() {
        try {
            LoopbackDns dns = new LoopbackDns(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
            Thread.ofPlatform().daemon().name("loopback-dns").start(dns::serve);
            return dns;
        } catch (SocketException unavailable) {
            throw new UncheckedIOException(unavailable);
        }
    }

    public String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    /** Each of these is one record, written as one or several strings. */
    public void publish(String name, List<List<String>> texts) {
        records.put(name, texts);
    }

    public void breakDown() {
        broken = true;
    }

    private void serve() {
        byte[] bytes = new byte[512];
        try {
            while (true) {
                DatagramPacket question = new DatagramPacket(bytes, bytes.length);
                socket.receive(question);
                byte[] reply = reply(bytes);
                socket.send(new DatagramPacket(reply, reply.length, question.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] reply(byte[] question) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (question[at] != 0) {
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(question, at + 1, question[at], StandardCharsets.US_ASCII));
            at += question[at] + 1;
        }
        List<List<String>> found = records.get(name.toString());
        int code = broken ? SERVER_FAILURE : found == null ? NO_SUCH_NAME : 0;
        List<List<String>> answers = code == 0 ? found : List.of();

        ByteArrayOutputStream reply = new ByteArrayOutputStream();
        reply.write(question, 0, 2);
        reply.writeBytes(new byte[] {(byte) 0x81, (byte) (0x80 | code), 0, 1, 0, (byte) answers.size(), 0, 0, 0, 0});
        reply.write(question, HEADER, at + 5 - HEADER);
        for (List<String> texts : answers) {
            ByteArrayOutputStream data = new ByteArrayOutputStream();
            for (String text : texts) {
                data.write(text.length());
                data.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            }
            reply.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, 16, 0, 1, 0, 0, 0, 60});
            reply.write(data.size() >> 8);
            reply.write(data.size());
            reply.writeBytes(data.toByteArray());
        }
        return reply.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}

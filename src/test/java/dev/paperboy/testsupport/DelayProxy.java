package dev.paperboy.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** Passes bytes on to a port of this machine, each way half a round trip later, without limiting how many are on their way. */
public final class DelayProxy implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final long halfTrip;

    public DelayProxy(int target, long millisRoundTrip) throws IOException {
        this.server = new ServerSocket(0, 256, InetAddress.getLoopbackAddress());
        this.target = target;
        this.halfTrip = millisRoundTrip * 500_000;
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                upstream.setTcpNoDelay(true);
                pass(client, upstream);
                pass(upstream, client);
            }
        } catch (IOException closed) {
            // The measurement is over.
        }
    }

    private record Parcel(byte[] bytes, long due) {}

    private void pass(Socket from, Socket to) {
        BlockingQueue<Parcel> underWay = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().start(() -> {
            byte[] buffer = new byte[65536];
            try {
                InputStream in = from.getInputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    underWay.add(new Parcel(Arrays.copyOf(buffer, read), System.nanoTime() + halfTrip));
                }
            } catch (IOException gone) {
                // The other end is told below.
            }
            underWay.add(new Parcel(new byte[0], System.nanoTime() + halfTrip));
        });
        Thread.ofPlatform().daemon().start(() -> {
            try (to) {
                OutputStream out = to.getOutputStream();
                for (Parcel parcel = underWay.take(); parcel.bytes().length > 0; parcel = underWay.take()) {
                    for (long left = parcel.due() - System.nanoTime();
                            left > 0;
                            left = parcel.due() - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    out.write(parcel.bytes());
                }
            } catch (IOException | InterruptedException gone) {
                // Nobody listens any more.
            }
        });
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

package dev.paperboy.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the socket of one connection with TCP_NODELAY, and keeps it at hand. The library leaves Nagle's algorithm on:
 * the last part of every mail above 8 KB then waits for the peer's delayed acknowledgement, 40 ms a mail. How long it may wait is
 * written here and watched by the {@link Watchdog}: without a timeout of its own a read is one call to the system and not three.
 */
class QuickSockets extends SocketFactory {

    private static final long AT_REST = 0;

    /** When the wait that goes on has to end, by {@link System#nanoTime}. */
    private final AtomicLong deadline = new AtomicLong(AT_REST);

    private volatile boolean overdue;
    private volatile Socket socket;
    private volatile Socket secure;

    /** From now on, this is how long the relay may take to answer, or to make room for what we write. */
    void expectWithin(Duration patience) {
        deadline.set(System.nanoTime() + patience.toNanos() | 1);
    }

    /** Nothing is expected of an idle connection. */
    void rest() {
        deadline.set(AT_REST);
    }

    /** The same for a connection that is about to be made. */
    void expectAnew(Duration patience) {
        overdue = false;
        secure = null;
        expectWithin(patience);
    }

    void cutWhenOverdue(long now) {
        long end = deadline.get();
        if (end != AT_REST && now - end > 0 && deadline.compareAndSet(end, AT_REST)) {
            overdue = true;
            cut();
        }
    }

    /** Whether it was our patience that ended this connection. */
    boolean wasOverdue() {
        return overdue;
    }

    void cut() {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException alreadyBroken) {
            // Whoever uses it finds out.
        }
    }

    /** Straight to the network or to TLS, past the library's buffers and line by line copies. */
    OutputStream output() throws IOException {
        Socket current = secure == null ? socket : secure;
        return current.getOutputStream();
    }

    /** TLS over such a socket, trusting whom the given factory trusts. */
    SSLSocketFactory secured(SSLSocketFactory trust) {
        return new Secured(trust);
    }

    private Socket quick(Socket fresh) throws IOException {
        fresh.setTcpNoDelay(true);
        socket = fresh;
        if (overdue) {
            fresh.close();
        }
        return fresh;
    }

    @Override
    public Socket createSocket() throws IOException {
        return quick(new Socket());
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port), null);
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
        return connected(new InetSocketAddress(host, port), new InetSocketAddress(from, fromPort));
    }

    private Socket connected(InetSocketAddress to, InetSocketAddress from) throws IOException {
        Socket fresh = createSocket();
        fresh.bind(from);
        fresh.connect(to);
        return fresh;
    }

    private class Secured extends SSLSocketFactory {

        private final SSLSocketFactory trust;

        Secured(SSLSocketFactory trust) {
            this.trust = trust;
        }

        @Override
        public Socket createSocket(Socket plain, String host, int port, boolean autoClose) throws IOException {
            Socket over = trust.createSocket(quick(plain), host, port, autoClose);
            secure = over;
            return over;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return createSocket(QuickSockets.this.createSocket(host, port), host, port, true);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(QuickSockets.this.createSocket(host, port, from, fromPort), host, port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(QuickSockets.this.createSocket(host, port), host.getHostName(), port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            return createSocket(
                    QuickSockets.this.createSocket(host, port, from, fromPort), host.getHostName(), port, true);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return trust.getDefaultCipherSuites();
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return trust.getSupportedCipherSuites();
        }
    }
}

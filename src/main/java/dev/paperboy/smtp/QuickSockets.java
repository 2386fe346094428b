package dev.paperboy.smtp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the socket of one connection with TCP_NODELAY, and keeps it at hand. The library leaves Nagle's algorithm on:
 * the last part of every mail above 8 KB then waits for the peer's delayed acknowledgement, 40 ms a mail.
 */
class QuickSockets extends SocketFactory {

    private volatile Socket socket;

    /** The read timeout holds for a TLS socket on top of this one, too. */
    void waitForReplies(Duration patience) {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            current.setSoTimeout(Math.toIntExact(patience.toMillis()));
        } catch (IOException closed) {
            // The next read says so, at the right stage.
        }
    }

    void cut() {
        Socket current = socket;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** TLS over such a socket, trusting whom the given factory trusts. */
    SSLSocketFactory secured(SSLSocketFactory trust) {
        return new Secured(trust);
    }

    private Socket quick(Socket fresh) throws IOException {
        fresh.setTcpNoDelay(true);
        socket = fresh;
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
            return trust.createSocket(quick(plain), host, port, autoClose);
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

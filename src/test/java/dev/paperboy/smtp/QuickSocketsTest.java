package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;

class QuickSocketsTest {

    private final QuickSockets sockets = new QuickSockets();

    @Test
    void everySocketSendsWithoutDelay() throws Exception {
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Socket waiting = sockets.createSocket();
                Socket byName = sockets.createSocket("127.0.0.1", server.port());
                Socket byAddress = sockets.createSocket(InetAddress.getByName("127.0.0.1"), server.port())) {
            assertThat(waiting.getTcpNoDelay()).isTrue();
            assertThat(byName.getTcpNoDelay()).isTrue();
            assertThat(byAddress.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void socketUnderTlsSendsWithoutDelayToo() throws Exception {
        SSLSocketFactory secured = sockets.secured((SSLSocketFactory) SSLSocketFactory.getDefault());
        try (ScriptedSmtpServer server = ScriptedSmtpServer.start();
                Socket plain = new Socket("127.0.0.1", server.port());
                Socket secure = secured.createSocket(plain, "127.0.0.1", server.port(), true)) {
            assertThat(plain.getTcpNoDelay()).isTrue();
            assertThat(secure.getTcpNoDelay()).isTrue();
        }
    }

    @Test
    void socketIsClosedOnceItsTimeIsOverAndNotBefore() throws Exception {
        sockets.expectAnew(Duration.ofMinutes(10));
        try (Socket plain = sockets.createSocket()) {
            sockets.cutWhenOverdue(System.nanoTime() + Duration.ofMinutes(9).toNanos());
            assertThat(plain.isClosed()).isFalse();

            sockets.cutWhenOverdue(System.nanoTime() + Duration.ofMinutes(11).toNanos());
            assertThat(plain.isClosed()).isTrue();
            assertThat(sockets.wasOverdue()).isTrue();
        }
    }

    @Test
    void socketAtRestIsNeverOverdue() throws Exception {
        sockets.expectAnew(Duration.ofMinutes(10));
        sockets.rest();
        try (Socket plain = sockets.createSocket()) {
            sockets.cutWhenOverdue(System.nanoTime() + Duration.ofDays(9).toNanos());

            assertThat(plain.isClosed()).isFalse();
            assertThat(sockets.wasOverdue()).isFalse();
        }
    }

    @Test
    void socketThatIsMadeTooLateIsClosedAtOnce() throws Exception {
        sockets.expectAnew(Duration.ofMinutes(10));
        sockets.cutWhenOverdue(System.nanoTime() + Duration.ofMinutes(11).toNanos());

        try (Socket late = sockets.createSocket()) {
            assertThat(late.isClosed()).isTrue();
        }
    }
}

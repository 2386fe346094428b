package dev.paperboy.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.ExampleRoute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxServerTest {

    @TempDir
    private Path dataDir;

    private MailboxServer server;
    private MailboxStore store;

    private void listenOn(int port) {
        ExampleRoute route = ExampleRoute.toMailbox(port, 10);
        store = new MailboxStore(ExampleNewsletter.in(dataDir), route, Clock.systemUTC());
        server = new MailboxServer(route, store);
        server.listen();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @Test
    void mailIsOnDiskExactlyAsSentWhenItIsAccepted() throws IOException {
        listenOn(0);
        String mail = "From: papers@localhost\r\nTo: ada@example.com\r\nSubject: One\r\n\r\n..dots\r\n\r\nlast  \r\n";

        String reply = send(mail);

        assertThat(reply).startsWith("250");
        assertThat(Files.readString(dataDir.resolve("mailbox/000001.eml"))).isEqualTo(mail.replace("..dots", ".dots"));
        assertThat(store.all()).extracting(CaughtMail::to).containsExactly("ada@example.com");
    }

    @Test
    void mailThatCannotBeKeptIsNotAccepted() throws IOException {
        listenOn(0);
        Files.delete(dataDir.resolve("mailbox"));

        assertThat(send("Subject: One\r\n\r\n")).startsWith("452");
        assertThat(store.all()).isEmpty();
    }

    private String send(String mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            in.readLine();
            for (String command :
                    new String[] {"HELO us", "MAIL FROM:<papers@localhost>", "RCPT TO:<ada@example.com>", "DATA"}) {
                socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
                assertThat(in.readLine()).matches("[23].*");
            }
            socket.getOutputStream().write((mail + ".\r\n").getBytes(StandardCharsets.UTF_8));
            return in.readLine();
        }
    }

    @Test
    void takenPortStopsTheStartAndNamesTheSetting() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> listenOn(other.getLocalPort()))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageContaining("paperboy.mailbox.port is '" + other.getLocalPort() + "'");
        }
    }
}

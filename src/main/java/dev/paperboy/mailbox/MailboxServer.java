package dev.paperboy.mailbox;

import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.WrongSetting;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** The SMTP side of the mailbox, on 127.0.0.1 only. */
@ApplicationScoped
class MailboxServer {

    private static final int LARGEST_MAIL = 32 * 1024 * 1024;

    private final MailRoute route;
    private final MailboxStore store;
    private SMTPServer server;

    MailboxServer(MailRoute route, MailboxStore store) {
        this.route = route;
        this.store = store;
    }

    /** Early, so that it listens before anything can be sent. */
    void start(@Observes @Priority(100) StartupEvent started) {
        if (!route.usesMailbox() || !route.mailbox().listen()) {
            return;
        }
        listen();
        Log.infof("No relay is set: mails go to /mailbox (SMTP on 127.0.0.1:%d)", server.getPortAllocated());
    }

    void listen() {
        int port = route.mailbox().port();
        if (port < 0 || port > 65535 || isTaken(port)) {
            throw new WrongSetting(
                    "paperboy.mailbox.port", String.valueOf(port), "a port from 1 to 65535 that no other program uses");
        }
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .hostName("localhost")
                .softwareName("Paperboy mailbox")
                .maxMessageSize(LARGEST_MAIL)
                .insertReceivedHeaders(false)
                .messageHandler(this::keep)
                .build();
        server.start();
    }

    /** Asked first, because the server would report it as one of many failures, with a page of stack trace. */
    private static boolean isTaken(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }

    private void keep(MessageContext context, String from, String to, byte[] bytes) throws RejectException {
        try {
            store.keep(bytes);
        } catch (IOException | RuntimeException e) {
            Log.errorf(e, "The mailbox could not keep a mail to %s", to);
            throw new RejectException(452, "4.3.1 the mailbox cannot write to its folder");
        }
    }

    int port() {
        return server.getPortAllocated();
    }

    void stop(@Observes ShutdownEvent stopped) {
        stop();
    }

    void stop() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }
}

package dev.paperboy.smtp;

import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Courier;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.BrokenOff;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.TurnedAway;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.DeliveryOutcome.Withdrawn;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Witness;
import dev.paperboy.smtp.SmtpSettings.Tls;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;

/** One connection to the relay, made at the first mail, kept for the next ones, made again after a loss. */
class SmtpLine implements Courier.Line {

    private final Relay relay;
    private final Patience patience;
    private final SSLSocketFactory trust;
    private final Watchdog watchdog;
    private final Diagnosis diagnosis;
    private final QuickSockets sockets = new QuickSockets();
    private final Session session;
    private StagedTransport transport;

    SmtpLine(Relay relay, Patience patience, SSLSocketFactory trust, Watchdog watchdog) {
        this.relay = relay;
        this.patience = patience;
        this.trust = trust;
        this.watchdog = watchdog;
        this.diagnosis = new Diagnosis(relay);
        this.session = Session.getInstance(properties());
    }

    private Properties properties() {
        Properties all = new Properties();
        all.put("mail.smtp.socketFactory", sockets);
        all.put("mail.smtp.ssl.socketFactory", sockets.secured(trust));
        // The library would fall back to a plain socket of its own, with Nagle's delay.
        all.put("mail.smtp.socketFactory.fallback", "false");
        // Without it the library asks DNS for our name.
        all.put("mail.smtp.localhost", relay.helloName());
        // For implicit TLS the library connects a socket of its own first, which nobody watches yet.
        all.put("mail.smtp.connectiontimeout", String.valueOf(patience.connect().toMillis()));
        all.put("mail.smtp.ssl.enable", String.valueOf(relay.tls() == Tls.IMPLICIT));
        all.put("mail.smtp.starttls.required", String.valueOf(relay.tls() == Tls.REQUIRED));
        all.put("mail.smtp.ssl.checkserveridentity", "true");
        all.put("mail.smtp.auth", String.valueOf(relay.username().isPresent()));
        all.put("mail.smtp.quitwait", "false");
        all.put("mail.mime.allowutf8", "true");
        return all;
    }

    /** Throws {@link IllegalArgumentException} for a mail that must not go over any wire; nothing was sent then. */
    @Override
    public DeliveryOutcome send(Envelope envelope, MailBuffer mail, Witness witness) {
        int dots = Wire.check(mail);
        if (transport != null) {
            DeliveryOutcome outcome = attempt(envelope, mail, dots, witness);
            if (!hungUpBetweenMails()) {
                return settled(outcome);
            }
            hangUp();
        }
        Optional<DeliveryOutcome> trouble = connect();
        if (trouble.isPresent()) {
            return trouble.get();
        }
        return settled(attempt(envelope, mail, dots, witness));
    }

    @Override
    public Optional<DeliveryOutcome> call() {
        close();
        Optional<DeliveryOutcome> trouble = connect();
        close();
        return trouble;
    }

    private Optional<DeliveryOutcome> connect() {
        URLName url = new URLName("smtp", relay.host(), relay.port(), null, null, null);
        transport = new PipeliningTransport(session, url, sockets, patience);
        sockets.expectAnew(patience.connect());
        watchdog.watch(sockets);
        try {
            transport.connect(
                    relay.host(),
                    relay.port(),
                    relay.username().orElse(null),
                    relay.password().orElse(null));
        } catch (MessagingException | RuntimeException failure) {
            DeliveryOutcome trouble = diagnosis.ofConnecting(transport.stage(), transport.reply(), why(failure));
            hangUp();
            return Optional.of(trouble);
        }
        if (relay.username().isPresent()
                && !transport.supportsExtension("AUTH")
                && !transport.supportsExtension("AUTH=LOGIN")) {
            hangUp();
            return Optional.of(diagnosis.noSignInOffered());
        }
        sockets.rest();
        return Optional.empty();
    }

    private DeliveryOutcome attempt(Envelope envelope, MailBuffer mail, int dots, Witness witness) {
        boolean needsUtf8 =
                !isAscii(envelope.to().value()) || !isAscii(envelope.from().value());
        if (needsUtf8 && !transport.takesForeignAddresses()) {
            return diagnosis.noForeignAddresses();
        }
        Exception failure = null;
        try {
            transport.deliver(envelope, needsUtf8, mail, dots, witness);
        } catch (MessagingException | IOException broken) {
            failure = broken;
        } catch (RuntimeException thrown) {
            if (transport.withdrawn()) {
                // The witness's own. It has not agreed, so that the mail must not end.
                hangUp();
                throw thrown;
            }
            failure = thrown;
        } finally {
            sockets.rest();
        }
        return transport.withdrawn()
                ? new Withdrawn()
                : diagnosis.ofSending(envelope, needsUtf8, transport.stage(), transport.reply(), why(failure));
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 127) {
                return false;
            }
        }
        return true;
    }

    /** Our own hanging up looks like a closed socket. */
    private Exception why(Exception failure) {
        return failure != null && sockets.wasOverdue() ? new NoAnswerInTime(failure) : failure;
    }

    /** An idle connection may be gone by the time of the next mail: no trouble, and nothing has been accepted. */
    private boolean hungUpBetweenMails() {
        return transport.stage() == Stage.MAIL
                && transport.reply().map(SmtpReply::hangsUp).orElse(true);
    }

    /** Who broke off is asked for a new connection: if it gives one, the mail was what it minded, and otherwise it is in trouble itself. */
    private DeliveryOutcome settled(DeliveryOutcome outcome) {
        boolean goesOn =
                switch (outcome) {
                    case Accepted _, Refused _, Deferred _ -> !transport.over();
                    case Uncertain _, Unreachable _, TurnedAway _, Withdrawn _, BrokenOff _ -> false;
                };
        if (!goesOn) {
            hangUp();
        }
        return outcome instanceof BrokenOff ? connect().orElse(outcome) : outcome;
    }

    private void hangUp() {
        sockets.cut();
        forget();
    }

    private void forget() {
        watchdog.leave(sockets);
        sockets.rest();
        transport = null;
    }

    @Override
    public void close() {
        if (transport == null) {
            return;
        }
        try {
            transport.close();
        } catch (MessagingException alreadyGone) {
            sockets.cut();
        } finally {
            forget();
        }
    }
}

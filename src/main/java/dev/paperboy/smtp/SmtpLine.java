package dev.paperboy.smtp;

import dev.paperboy.outbox.Courier;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.OutgoingMail;
import dev.paperboy.smtp.SmtpSettings.Tls;
import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.SSLSocketFactory;

/** One connection to the relay, made at the first mail, kept for the next ones, made again after a loss. */
class SmtpLine implements Courier.Line {

    private final Relay relay;
    private final Patience patience;
    private final Clock clock;
    private final SSLSocketFactory trust;
    private final ScheduledExecutorService watch;
    private final Diagnosis diagnosis;
    private final QuickSockets sockets = new QuickSockets();
    private final Session session;
    private StagedTransport transport;

    SmtpLine(Relay relay, Patience patience, Clock clock, SSLSocketFactory trust, ScheduledExecutorService watch) {
        this.relay = relay;
        this.patience = patience;
        this.clock = clock;
        this.trust = trust;
        this.watch = watch;
        this.diagnosis = new Diagnosis(relay);
        this.session = Session.getInstance(properties());
    }

    private Properties properties() {
        Properties all = new Properties();
        all.put("mail.smtp.socketFactory", sockets);
        all.put("mail.smtp.ssl.socketFactory", sockets.secured(trust));
        // The library would fall back to a plain socket of its own, with Nagle's delay.
        all.put("mail.smtp.socketFactory.fallback", "false");
        all.put("mail.smtp.connectiontimeout", millis(patience.connect()));
        all.put("mail.smtp.timeout", millis(patience.reply()));
        // Without it the library asks DNS for our name.
        all.put("mail.smtp.localhost", relay.helloName());
        all.put("mail.smtp.ssl.enable", String.valueOf(relay.tls() == Tls.IMPLICIT));
        all.put("mail.smtp.starttls.required", String.valueOf(relay.tls() == Tls.REQUIRED));
        all.put("mail.smtp.ssl.checkserveridentity", "true");
        all.put("mail.smtp.auth", String.valueOf(relay.username().isPresent()));
        all.put("mail.smtp.quitwait", "false");
        all.put("mail.mime.allowutf8", "true");
        return all;
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }

    @Override
    public DeliveryOutcome send(OutgoingMail mail) {
        Letter letter = Letter.of(mail, clock.instant());
        if (transport != null) {
            DeliveryOutcome outcome = attempt(letter);
            if (!hungUpBetweenMails()) {
                return settled(outcome);
            }
            hangUp();
        }
        Optional<Unreachable> trouble = connect();
        if (trouble.isPresent()) {
            return trouble.get();
        }
        return settled(attempt(letter));
    }

    private Optional<Unreachable> connect() {
        URLName url = new URLName("smtp", relay.host(), relay.port(), null, null, null);
        StagedTransport fresh = new StagedTransport(session, url, sockets, patience, watch);
        try {
            fresh.connect(
                    relay.host(),
                    relay.port(),
                    relay.username().orElse(null),
                    relay.password().orElse(null));
        } catch (MessagingException | RuntimeException failure) {
            fresh.cut();
            return Optional.of(diagnosis.ofConnecting(fresh.stage(), fresh.reply(), failure));
        }
        transport = fresh;
        if (relay.username().isPresent()
                && !fresh.supportsExtension("AUTH")
                && !fresh.supportsExtension("AUTH=LOGIN")) {
            hangUp();
            return Optional.of(diagnosis.noSignInOffered());
        }
        return Optional.empty();
    }

    private DeliveryOutcome attempt(Letter letter) {
        if (letter.addressesNeedUtf8() && !transport.takesForeignAddresses()) {
            return diagnosis.noForeignAddresses();
        }
        Exception failure = null;
        transport.begin(letter);
        try {
            InternetAddress to = new InternetAddress();
            to.setAddress(letter.to().value());
            transport.sendMessage(new ReadyMessage(session, letter), new Address[] {to});
        } catch (MessagingException | RuntimeException thrown) {
            failure = thrown;
        } finally {
            transport.stopBodyWatch();
        }
        return diagnosis.ofSending(letter, transport.stage(), transport.reply(), failure);
    }

    /** An idle connection may be gone by the time of the next mail: no trouble, and nothing has been accepted. */
    private boolean hungUpBetweenMails() {
        return transport.stage() == Stage.MAIL
                && transport.reply().map(SmtpReply::hangsUp).orElse(true);
    }

    private DeliveryOutcome settled(DeliveryOutcome outcome) {
        boolean goesOn =
                switch (outcome) {
                    case DeliveryOutcome.Accepted _, DeliveryOutcome.Refused _, DeliveryOutcome.Deferred _ ->
                        transport.reply().map(reply -> !reply.hangsUp()).orElse(true);
                    case DeliveryOutcome.Uncertain _, Unreachable _ -> false;
                };
        if (!goesOn) {
            hangUp();
        }
        return outcome;
    }

    private void hangUp() {
        transport.cut();
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
            transport.cut();
        } finally {
            transport = null;
        }
    }
}

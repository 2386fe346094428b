package dev.paperboy.smtp;

import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/** Says what the end of a conversation means for the mail, in words for the operator. */
record Diagnosis(Relay relay) {

    private static final String NOTHING_SENT = " Nothing was sent; trying again by itself.";

    /** What a failed attempt to get ready for mail means. */
    Unreachable ofConnecting(Stage stage, Optional<SmtpReply> reply, Exception failure) {
        String said = said(reply, failure);
        if (hasCause(failure, UnknownHostException.class)) {
            return trouble("Cannot find " + relay.host() + " (unknown host). Check paperboy.smtp.host.");
        }
        if (stage == Stage.TLS || hasCause(failure, SSLException.class)) {
            return trouble("No TLS with " + relay.place() + " (" + cause(failure)
                    + "). Check its certificate, paperboy.smtp.port and paperboy.smtp.tls.");
        }
        if (stage == Stage.SIGN_IN || failure instanceof AuthenticationFailedException) {
            return signInRefused(stage == Stage.SIGN_IN ? said : cause(failure));
        }
        if (stage == Stage.GREETING && reply.isEmpty()) {
            return trouble("Cannot reach " + relay.place() + " (" + cause(failure) + ").");
        }
        if (reply.map(SmtpReply::accepts).orElse(false)
                && String.valueOf(failure.getMessage()).contains("STARTTLS")) {
            return trouble(relay.place() + " offers no STARTTLS. Set paperboy.smtp.tls to implicit (usually port 465),"
                    + " or to none if the network is private.");
        }
        return trouble(relay.place() + " takes no mail now (" + said + ").");
    }

    Unreachable noSignInOffered() {
        return trouble(relay.place() + " offers no sign-in, but paperboy.smtp.username is set."
                + " Check paperboy.smtp.tls, or unset username and password.");
    }

    Refused noForeignAddresses() {
        return new Refused(relay.place() + " does not take addresses with letters beyond ASCII (no SMTPUTF8).");
    }

    /**
     * What the end of one mail's conversation means.
     *
     * @param failure null when the library saw none
     */
    DeliveryOutcome ofSending(Letter letter, Stage stage, Optional<SmtpReply> reply, Exception failure) {
        String said = said(reply, failure);
        boolean asksForSignIn = reply.map(SmtpReply::asksForSignIn).orElse(false);
        return switch (stage) {
            case GREETING, HELLO, TLS, SIGN_IN, MAIL ->
                asksForSignIn ? signInRefused(said) : senderTrouble(letter, reply, said);
            case RCPT, DATA ->
                asksForSignIn
                        ? signInRefused(said)
                        : turnedDown(reply).orElseGet(() -> lost("before this mail was complete", said));
            case BODY -> lost("while this mail was being written", cause(failure));
            case DOT -> answered(reply, said);
        };
    }

    private DeliveryOutcome answered(Optional<SmtpReply> reply, String said) {
        if (reply.isPresent() && reply.get().accepts()) {
            return new Accepted(reply.get().text());
        }
        return turnedDown(reply)
                .orElseGet(() -> new Uncertain("The whole mail went to " + relay.place() + ", but no answer came back ("
                        + said + "). It may or may not have been accepted."));
    }

    private static Optional<DeliveryOutcome> turnedDown(Optional<SmtpReply> reply) {
        if (reply.isEmpty()) {
            return Optional.empty();
        }
        if (reply.get().defers()) {
            return Optional.of(new Deferred(reply.get().text()));
        }
        return reply.get().refuses() ? Optional.of(new Refused(reply.get().text())) : Optional.empty();
    }

    private Unreachable senderTrouble(Letter letter, Optional<SmtpReply> reply, String said) {
        if (reply.isEmpty()) {
            return lost("before this mail was begun", said);
        }
        if (reply.get().refuses()) {
            return trouble(relay.place() + " does not take mail from " + letter.from() + " (" + said
                    + "). Check paperboy.from and the sign-in.");
        }
        return trouble(relay.place() + " takes no mail now (" + said + ").");
    }

    private Unreachable signInRefused(String said) {
        return trouble(relay.place() + " did not accept our sign-in (" + said
                + "). Check paperboy.smtp.username and paperboy.smtp.password.");
    }

    private Unreachable lost(String when, String why) {
        return trouble("Lost " + relay.place() + " " + when + " (" + why + ").");
    }

    private static Unreachable trouble(String what) {
        return new Unreachable(what + NOTHING_SENT);
    }

    private static String said(Optional<SmtpReply> reply, Exception failure) {
        return reply.map(SmtpReply::text).orElseGet(() -> cause(failure));
    }

    private static String cause(Exception failure) {
        if (failure == null) {
            return "no reason given";
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (root instanceof ConnectException
                && String.valueOf(root.getMessage()).contains("refused")) {
            return "connection refused";
        }
        String message = String.valueOf(root.getMessage());
        return message.contains("[EOF]")
                ? "connection closed"
                : SmtpReply.of(-1, message).text();
    }

    private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return true;
            }
        }
        return false;
    }
}

package dev.paperboy.smtp;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.BrokenOff;
import dev.paperboy.outbox.DeliveryOutcome.Deferred;
import dev.paperboy.outbox.DeliveryOutcome.Refused;
import dev.paperboy.outbox.DeliveryOutcome.TurnedAway;
import dev.paperboy.outbox.DeliveryOutcome.Uncertain;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Refusal;
import jakarta.mail.AuthenticationFailedException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says what the end of a conversation means for the mail, in words for the operator. */
record Diagnosis(Relay relay) {

    private static final String NOTHING_SENT = " Nothing was sent; trying again by itself.";

    /** What a failed attempt to get ready for mail means. */
    DeliveryOutcome ofConnecting(Stage stage, Optional<SmtpReply> reply, Exception failure) {
        if (reply.isPresent() && reply.get().hangsUp()) {
            return new TurnedAway(reply.get().text());
        }
        String said = said(reply, failure);
        if (hasCause(failure, UnknownHostException.class)) {
            return trouble("Cannot find " + relay.host() + " (unknown host). Check " + relay.key("host") + ".");
        }
        if (stage == Stage.TLS || hasCause(failure, SSLException.class)) {
            return trouble("No TLS with " + relay.place() + " (" + cause(failure) + "). Check its certificate, "
                    + relay.key("port") + " and " + relay.key("tls") + ".");
        }
        if (stage == Stage.SIGN_IN) {
            return ofSigningIn(reply, failure);
        }
        if (failure instanceof AuthenticationFailedException) {
            return signInRefused(cause(failure));
        }
        if (stage == Stage.GREETING && reply.isEmpty()) {
            return trouble("Cannot reach " + relay.place() + " (" + cause(failure) + ").");
        }
        if (reply.map(SmtpReply::accepts).orElse(false)
                && String.valueOf(failure.getMessage()).contains("STARTTLS")) {
            return trouble(relay.place() + " offers no STARTTLS. Set " + relay.key("tls")
                    + " to implicit (usually port 465), or to none if the network is private.");
        }
        return trouble(relay.place() + " takes no mail now (" + said + ").");
    }

    /** Only who says no has looked at the password. */
    private Unreachable ofSigningIn(Optional<SmtpReply> reply, Exception failure) {
        if (reply.map(SmtpReply::refuses).orElse(false)) {
            return signInRefused(reply.get().text());
        }
        return reply.map(SmtpReply::defers).orElse(false)
                ? trouble(relay.place() + " takes no mail now (" + reply.get().text() + ").")
                : lost("while we signed in", cause(failure));
    }

    Unreachable noSignInOffered() {
        return trouble(relay.place() + " offers no sign-in, but " + relay.key("username") + " is set. Check "
                + relay.key("tls") + ", or unset username and password.");
    }

    Refused noForeignAddresses() {
        return new Refused(
                relay.place() + " does not take addresses with letters beyond ASCII (no SMTPUTF8).", Refusal.RELAY);
    }

    /**
     * What the end of one mail's conversation means.
     *
     * @param asUtf8 whether it was announced with SMTPUTF8 (RFC 6531)
     * @param failure null when there was none
     */
    DeliveryOutcome ofSending(
            Envelope envelope, boolean asUtf8, Stage stage, Optional<SmtpReply> reply, Exception failure) {
        if (reply.isEmpty()) {
            return unanswered(stage, cause(failure));
        }
        SmtpReply given = reply.get();
        if (stage == Stage.DOT && given.accepts()) {
            return new Accepted(given.text());
        }
        if (given.hangsUp()) {
            return turnedAway(stage, given);
        }
        return switch (stage) {
            case GREETING, HELLO, TLS, SIGN_IN, MAIL -> {
                if (given.asksForSignIn()) {
                    yield signInRefused(given.text());
                }
                yield asUtf8 || Refusals.isAboutTheMail(given)
                        ? turnedDown(stage, given).orElseGet(() -> senderTrouble(envelope.from(), given))
                        : senderTrouble(envelope.from(), given);
            }
            case RCPT, DATA ->
                given.asksForSignIn()
                        ? signInRefused(given.text())
                        : turnedDown(stage, given).orElseGet(() -> brokenOff(stage, given.text()));
            case BODY -> turnedDown(stage, given).orElseGet(() -> brokenOff(stage, given.text()));
            case DOT ->
                turnedDown(stage, given).orElseGet(() -> inDoubt("the answer made no sense (" + given.text() + ")"));
        };
    }

    /** From the recipient on, it may be this mail that is not borne; whether it is shows when a new connection is asked for. */
    private static DeliveryOutcome turnedAway(Stage stage, SmtpReply reply) {
        return switch (stage) {
            case GREETING, HELLO, TLS, SIGN_IN, MAIL -> new TurnedAway(reply.text());
            case RCPT, DATA, BODY, DOT -> new BrokenOff(reply.text());
        };
    }

    private DeliveryOutcome unanswered(Stage stage, String why) {
        return switch (stage) {
            case GREETING, HELLO, TLS, SIGN_IN, MAIL -> lost("before a mail was begun", why);
            case RCPT, DATA, BODY -> brokenOff(stage, why);
            case DOT -> inDoubt("no answer came back (" + why + ")");
        };
    }

    private Uncertain inDoubt(String why) {
        return new Uncertain("A mail was on its way to " + relay.place() + " and " + why
                + ". It may or may not have been accepted.");
    }

    private BrokenOff brokenOff(Stage stage, String why) {
        String when = stage == Stage.BODY ? "while a mail was being written" : "before a mail was complete";
        return new BrokenOff("Lost " + relay.place() + " " + when + " (" + why + "). It was not accepted.");
    }

    private static Optional<DeliveryOutcome> turnedDown(Stage stage, SmtpReply reply) {
        if (reply.defers()) {
            return Optional.of(new Deferred(reply.text(), Deferrals.of(reply)));
        }
        return reply.refuses() ? Optional.of(new Refused(reply.text(), Refusals.of(reply, stage))) : Optional.empty();
    }

    private DeliveryOutcome senderTrouble(EmailAddress from, SmtpReply reply) {
        if (!reply.refuses()) {
            return trouble(relay.place() + " takes no mail now (" + reply.text() + ").");
        }
        return Refusals.of(reply, Stage.MAIL) == Refusal.POLICY
                ? new Refused(reply.text(), Refusal.POLICY)
                : trouble(relay.place() + " does not take mail from " + from + " (" + reply.text()
                        + "). Check paperboy.from and the sign-in.");
    }

    private Unreachable signInRefused(String said) {
        return trouble(relay.place() + " did not accept our sign-in (" + said + "). Check " + relay.key("username")
                + " and " + relay.key("password") + ".");
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
            return "connection closed";
        }
        if (hasCause(failure, NoAnswerInTime.class) || hasCause(failure, SocketTimeoutException.class)) {
            return "no answer in time";
        }
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof ConnectException
                && String.valueOf(root.getMessage()).contains("refused")) {
            return "connection refused";
        }
        String message = String.valueOf(root.getMessage());
        boolean hungUp = Stream.of("[EOF]", "Connection reset", "Broken pipe").anyMatch(message::contains);
        return hungUp ? "connection closed" : SmtpReply.oneLine(message);
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

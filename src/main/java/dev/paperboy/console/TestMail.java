package dev.paperboy.console;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.MailRoute;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Deferral;
import dev.paperboy.outbox.DeliveryOutcome;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.outbox.Outbox;
import dev.paperboy.outbox.Refusal;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** One mail to one address, signed and handed over as every other, to see whether it arrives. It is in no ledger. */
@ApplicationScoped
public class TestMail {

    private static final String NOT_KEPT = "A test mail is not kept: send it again when that is settled.";

    /** What a relay without a name of its own is called. */
    private static final String ONLY = "relay";

    private final MailRenderer renderer;
    private final Outbox outbox;
    private final Newsletter newsletter;
    private final MailRoute route;
    private final PublicUrls urls;
    private final Clock clock;

    TestMail(
            MailRenderer renderer,
            Outbox outbox,
            Newsletter newsletter,
            MailRoute route,
            PublicUrls urls,
            Clock clock) {
        this.renderer = renderer;
        this.outbox = outbox;
        this.newsletter = newsletter;
        this.route = route;
        this.urls = urls;
        this.clock = clock;
    }

    /**
     * What became of it, in sentences.
     *
     * @param says what the relay did, in its own words where it used any
     * @param next what to do now
     */
    public record Answer(boolean accepted, String says, String next) {}

    /** Blocks for as long as the relay takes. Not to be called in a transaction. */
    public Answer send(EmailAddress to) {
        MailBuffer mail = new MailBuffer();
        renderer.notice(notice(), new Letterhead(to, urls.messageId(UUID.randomUUID()), clock.instant()), mail);
        return answer(outbox.sendNow(new Envelope(newsletter.from().address(), to), mail));
    }

    private Notice notice() {
        return new Notice(
                "Test mail from " + newsletter.name(),
                "This is a test",
                List.of(
                        "It came the way that issues come, with the same sender and the same signature.",
                        "Look at it as it arrived (many mail programs call that “original” or “source”). In the field"
                                + " Authentication-Results your provider says what it makes of SPF, DKIM and DMARC; each"
                                + " of them should be “pass”."),
                "",
                "",
                "Somebody who runs " + newsletter.name() + " typed your address to test the delivery of mail. Nothing"
                        + " follows from it, and you are on no list.");
    }

    /** What an operator is told on another page about one that was accepted. */
    Done accepted() {
        return route.usesMailbox() ? Done.CAUGHT : Done.TEST;
    }

    Answer answer(Outbox.Tried tried) {
        String relay = tried.relay().equals(ONLY) ? "The relay" : "Relay " + tried.relay();
        return switch (tried.outcome()) {
            case DeliveryOutcome.Accepted(String reply) ->
                route.usesMailbox()
                        ? new Answer(
                                true,
                                "The mailbox took it: " + reply,
                                "No relay is set, so it went no further. Read it at " + urls.home() + "mailbox.")
                        : new Answer(
                                true,
                                relay + " took it: " + reply,
                                "Whether it reaches the inbox is the relay’s work now. Look there, and among the spam.");
            case DeliveryOutcome.Deferred(String reply, Deferral _) ->
                refused(relay + " does not take it now: " + reply);
            case DeliveryOutcome.TurnedAway(String reply) -> refused(relay + " wants no connection now: " + reply);
            case DeliveryOutcome.Refused(String reply, Refusal why) ->
                new Answer(false, relay + " refused it: " + reply, advice(why));
            case DeliveryOutcome.Uncertain(String reason) ->
                new Answer(false, reason, "Look whether it arrives before you send another.");
            case DeliveryOutcome.BrokenOff(String reason) -> refused(reason);
            case DeliveryOutcome.Unreachable(String reason) -> unreachable(reason);
            case DeliveryOutcome.Withdrawn _ -> refused("It was stopped before it was complete. Nothing was sent.");
        };
    }

    private static Answer refused(String says) {
        return new Answer(false, says, NOT_KEPT);
    }

    private static String advice(Refusal why) {
        return switch (why) {
            case ADDRESS -> "It says so of this address. See that it is spelled right, or try another.";
            case POLICY -> "It says so of us: who we are, how we sign, or what we send. Issues would meet the same.";
            case RELAY -> "It is about what this relay offers. Another relay may take such a mail.";
            case MAIL -> "It says so of this mail only. Try another address.";
        };
    }

    private Answer unreachable(String reason) {
        // What is true of mails in the ledger, which wait, is not true of this one.
        String says = reason.replace("; trying again by itself", "");
        return new Answer(
                false,
                says,
                route.usesMailbox()
                        ? "No relay is set, so mail goes to the mailbox of a running Paperboy. Start it, or set"
                                + " paperboy.smtp.host."
                        : NOT_KEPT);
    }
}

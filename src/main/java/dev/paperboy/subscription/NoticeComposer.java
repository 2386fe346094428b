package dev.paperboy.subscription;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Composer;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.MailHeader;
import dev.paperboy.outbox.OutgoingMail;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.Notice;
import dev.paperboy.rendering.RenderedMail;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Writes the confirmation and the link to the preferences. */
@ApplicationScoped
class NoticeComposer implements Composer {

    private final Subscriptions subscriptions;
    private final MailRenderer renderer;
    private final Newsletter newsletter;
    private final PublicUrls urls;

    NoticeComposer(Subscriptions subscriptions, MailRenderer renderer, Newsletter newsletter, PublicUrls urls) {
        this.subscriptions = subscriptions;
        this.renderer = renderer;
        this.newsletter = newsletter;
        this.urls = urls;
    }

    @Override
    public boolean composes(DeliveryKind kind) {
        return kind == DeliveryKind.CONFIRMATION || kind == DeliveryKind.PREFERENCES;
    }

    @Override
    public Composed compose(Delivery delivery) {
        Reader reader = subscriptions.find(delivery.readerId()).orElseThrow();
        return switch (delivery.kind()) {
            case CONFIRMATION ->
                reader.status() == ReaderStatus.PENDING
                        ? ready(delivery, reader, confirmation(reader))
                        : new Composed.Skip("the reader is " + reader.status().word() + " and needs no confirmation");
            case PREFERENCES ->
                reader.status() == ReaderStatus.ACTIVE || reader.status() == ReaderStatus.PAUSED
                        ? ready(delivery, reader, preferences(reader))
                        : new Composed.Skip("the reader is " + reader.status().word());
            case ISSUE -> throw new IllegalArgumentException("not a notice: " + delivery.kind());
        };
    }

    private Notice confirmation(Reader reader) {
        return new Notice(
                "Please confirm: " + newsletter.name(),
                "One press and you are in",
                List.of(
                        "Somebody, we hope you, asked for " + newsletter.name() + " to be sent to " + reader.email()
                                + ". The page behind this button asks once more; pressing it there starts your subscription and sends you"
                                + " the latest issue straight away.",
                        "If it was not you, do nothing. Nothing more will be sent to this address."),
                "Confirm my subscription",
                urls.confirm(reader.key()),
                "You get this mail because this address was typed into the sign-up form of " + newsletter.name() + ".");
    }

    private Notice preferences(Reader reader) {
        return new Notice(
                "You already read " + newsletter.name(),
                "You are on the list already",
                List.of(
                        "Somebody, probably you, signed up " + reader.email()
                                + " again. Nothing has changed: your issues keep coming" + " as before.",
                        "To change topics, days or hour, or to pause or leave, open your preferences."),
                "Open my preferences",
                urls.preferences(reader.key()),
                "You get this mail because this address was typed into the sign-up form of " + newsletter.name() + ".");
    }

    private Composed ready(Delivery delivery, Reader reader, Notice notice) {
        RenderedMail mail = renderer.notice(notice);
        return new Composed.Ready(new OutgoingMail(
                newsletter.from(),
                reader.email(),
                mail.subject(),
                mail.html(),
                mail.text(),
                urls.messageId(delivery.messageKey()),
                List.of(new MailHeader("Auto-Submitted", "auto-generated"))));
    }
}

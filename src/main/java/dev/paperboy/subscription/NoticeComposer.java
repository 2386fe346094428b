package dev.paperboy.subscription;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.Composer;
import dev.paperboy.outbox.Delivery;
import dev.paperboy.outbox.DeliveryKind;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.rendering.Letterhead;
import dev.paperboy.rendering.MailRenderer;
import dev.paperboy.rendering.Notice;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the confirmation and the link to the preferences. */
@ApplicationScoped
class NoticeComposer implements Composer {

    private final Subscriptions subscriptions;
    private final MailRenderer renderer;
    private final Newsletter newsletter;
    private final PublicUrls urls;
    private final Clock clock;

    NoticeComposer(
            Subscriptions subscriptions, MailRenderer renderer, Newsletter newsletter, PublicUrls urls, Clock clock) {
        this.subscriptions = subscriptions;
        this.renderer = renderer;
        this.newsletter = newsletter;
        this.urls = urls;
        this.clock = clock;
    }

    @Override
    public boolean composes(DeliveryKind kind) {
        return kind == DeliveryKind.CONFIRMATION || kind == DeliveryKind.PREFERENCES;
    }

    @Override
    public Batch prepare(List<Delivery> deliveries) {
        Map<Long, Reader> readers = subscriptions.byIds(
                deliveries.stream().map(Delivery::readerId).distinct().toList());
        return new Batch() {
            @Override
            public Optional<EmailAddress> to(Delivery delivery) {
                return Optional.ofNullable(readers.get(delivery.readerId())).map(Reader::email);
            }

            @Override
            public Composed compose(Delivery delivery, MailBuffer mail) {
                return composed(delivery, readers.get(delivery.readerId()), mail);
            }
        };
    }

    private Composed composed(Delivery delivery, Reader reader, MailBuffer mail) {
        if (reader == null) {
            throw new IllegalStateException("its reader is gone or cannot be read");
        }
        return switch (delivery.kind()) {
            case CONFIRMATION ->
                reader.status() == ReaderStatus.PENDING
                        ? ready(delivery, reader, confirmation(reader), mail)
                        : new Composed.Skip("the reader is " + reader.status().word() + " and needs no confirmation");
            case PREFERENCES ->
                reader.status() == ReaderStatus.ACTIVE || reader.status() == ReaderStatus.PAUSED
                        ? ready(delivery, reader, preferences(reader), mail)
                        : new Composed.Skip("the reader is " + reader.status().word());
            case ISSUE -> throw new IllegalArgumentException("not a notice: " + delivery.kind());
        };
    }

    private Notice confirmation(Reader reader) {
        return new Notice(
                "Please confirm: " + newsletter.name(),
                "Please confirm your address",
                List.of(
                        "Somebody, we hope you, asked for " + newsletter.name() + " to be sent to " + reader.email()
                                + ". The page behind this button asks once more; pressing the button there starts your"
                                + " subscription.",
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

    private Composed ready(Delivery delivery, Reader reader, Notice notice, MailBuffer mail) {
        renderer.notice(
                notice, new Letterhead(reader.email(), urls.messageId(delivery.messageKey()), clock.instant()), mail);
        return new Composed.Ready(new Envelope(newsletter.from().address(), reader.email()));
    }
}

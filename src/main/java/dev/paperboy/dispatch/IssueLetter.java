package dev.paperboy.dispatch;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.outbox.MailHeader;
import dev.paperboy.outbox.OutgoingMail;
import dev.paperboy.rendering.RenderedMail;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Puts the headers of a list mail around an issue. */
@ApplicationScoped
class IssueLetter {

    private final Newsletter newsletter;
    private final PublicUrls urls;

    IssueLetter(Newsletter newsletter, PublicUrls urls) {
        this.newsletter = newsletter;
        this.urls = urls;
    }

    OutgoingMail to(EmailAddress address, UUID readerKey, UUID messageKey, RenderedMail mail) {
        return new OutgoingMail(
                newsletter.from(),
                address,
                mail.subject(),
                mail.html(),
                mail.text(),
                urls.messageId(messageKey),
                List.of(
                        // One-click leaving (RFC 8058), without mailto: nobody reads replies yet.
                        new MailHeader("List-Unsubscribe", "<" + urls.unsubscribe(readerKey) + ">"),
                        new MailHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
                        new MailHeader("List-Id", listId()),
                        // No out-of-office replies to a list (RFC 3834 §5, and what Exchange heeds instead).
                        new MailHeader("Auto-Submitted", "auto-generated"),
                        new MailHeader("X-Auto-Response-Suppress", "OOF, AutoReply"),
                        new MailHeader("Precedence", "bulk")));
    }

    /** RFC 2919; the phrase is left out where it would need encoding. */
    private String listId() {
        String id = "<issues." + urls.host() + ">";
        boolean plain = StandardCharsets.US_ASCII.newEncoder().canEncode(newsletter.name())
                && newsletter.name().chars().noneMatch(c -> c == '"' || c == '\\' || Character.isISOControl(c));
        return plain ? "\"" + newsletter.name() + "\" " + id : id;
    }
}

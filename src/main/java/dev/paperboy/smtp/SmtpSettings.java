package dev.paperboy.smtp;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/**
 * The relays that take our mail. With none set, mail goes to the in-process mailbox, and the other settings here mean nothing.
 */
@ConfigMapping(prefix = "paperboy.smtp")
interface SmtpSettings extends RelaySettings {

    /** Further relays, or all of them, by names of your choice. */
    Map<String, RelaySettings> relays();

    enum Tls {
        /** STARTTLS; no mail leaves without it. */
        REQUIRED,
        /** TLS from the first byte (RFC 8314). */
        IMPLICIT,
        NONE
    }
}

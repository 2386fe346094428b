package dev.paperboy.smtp;

import dev.paperboy.kernel.PortConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The relay that takes our mail. */
@ConfigMapping(prefix = "paperboy.smtp")
interface SmtpSettings {

    /** Unset: mail goes to the in-process mailbox, and the other settings here mean nothing. */
    Optional<String> host();

    /** 587 is submission with STARTTLS; 465 goes with {@code implicit}. */
    @WithDefault("587")
    @WithConverter(PortConverter.class)
    int port();

    /** Signs in with this name; needs a password too. */
    Optional<String> username();

    Optional<String> password();

    /** Certificates are always checked; {@code none} is for a relay on this machine or a private network. */
    @WithDefault("required")
    Tls tls();

    enum Tls {
        /** STARTTLS; no mail leaves without it. */
        REQUIRED,
        /** TLS from the first byte (RFC 8314). */
        IMPLICIT,
        NONE
    }
}

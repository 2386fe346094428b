package dev.paperboy.smtp;

import dev.paperboy.outbox.ConnectionsConverter;
import dev.paperboy.outbox.RateConverter;
import dev.paperboy.smtp.SmtpSettings.Tls;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** One relay. */
interface RelaySettings {

    Optional<String> host();

    /** 587 is submission with STARTTLS; 465 goes with {@code implicit}. */
    @WithDefault("587")
    @WithConverter(RelayPortConverter.class)
    int port();

    /** Signs in with this name; needs a password too. */
    Optional<String> username();

    Optional<String> password();

    /** Certificates are always checked; {@code none} is for a relay on this machine or a private network. */
    @WithDefault("required")
    Tls tls();

    /** Connections, and so mails on their way at once. A kill can leave at most this many in doubt. */
    @WithDefault("8")
    @WithConverter(ConnectionsConverter.class)
    int connections();

    /** Mails a second at most, over all nodes; unset means as fast as the relay takes them. */
    Optional<@WithConverter(RateConverter.class) Double> rate();

    /**
     * Its share of the mail beside other relays; 0 stands in only while all others are in trouble. A relay that is slower than its share
     * slows the others, so give it a rate, or less weight; one at its rate does not.
     */
    @WithDefault("1")
    @WithConverter(WeightConverter.class)
    int weight();
}

package dev.paperboy.kernel;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where mail goes: to a relay, or, while none is set, to the mailbox inside this process. */
@ConfigMapping(prefix = "paperboy")
public interface MailRoute {

    Smtp smtp();

    Mailbox mailbox();

    default boolean usesMailbox() {
        return smtp().host().isEmpty() && smtp().relays().isEmpty();
    }

    /** As the settings name them; none while mail is only caught. */
    default List<String> relayHosts() {
        return Stream.concat(
                        smtp().host().stream(),
                        new TreeMap<>(smtp().relays()).values().stream().flatMap(relay -> relay.host().stream()))
                .toList();
    }

    interface Smtp {
        /** Host name of the relay; unset means the in-process mailbox. */
        Optional<String> host();

        /** Further relays by their names. */
        Map<String, Named> relays();

        interface Named {
            Optional<String> host();
        }
    }

    interface Mailbox {
        /** Port of the in-process mailbox, on 127.0.0.1 only. */
        @WithDefault("2525")
        @WithConverter(PortConverter.class)
        int port();

        /** Off for commands that run beside a Paperboy: what they send is caught by that one. */
        @WithDefault("true")
        boolean listen();

        /** How many of the newest mails the mailbox keeps. */
        @WithDefault("500")
        @WithConverter(CountConverter.class)
        int keep();
    }
}

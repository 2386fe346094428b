package dev.paperboy.smtp;

import dev.paperboy.kernel.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Settings of a relay that is not there: whoever gave it a rate, or a password, must not find out from the mails that left. */
@ApplicationScoped
class UnusedSettings {

    private static final String PREFIX = Relay.USUAL_PREFIX + ".";
    private static final List<String> SECRET = List.of("password");
    private static final List<String> OF_A_RELAY = List.of("username", "password");
    private static final List<String> OF_ONE_OF_SEVERAL = List.of("port", "tls", "connections", "rate", "weight");

    private final SmtpSettings settings;
    private final Config config;

    UnusedSettings(SmtpSettings settings, Config config) {
        this.settings = settings;
        this.config = config;
    }

    void check(@Observes StartupEvent start) {
        if (settings.host().isPresent()) {
            return;
        }
        OF_A_RELAY.forEach(this::mustBeUnset);
        // Where there is no relay at all, the mailbox has them.
        if (!settings.relays().isEmpty()) {
            OF_ONE_OF_SEVERAL.forEach(this::mustBeUnset);
        }
    }

    private void mustBeUnset(String name) {
        String key = PREFIX + name;
        if (isSet(key)) {
            String value = SECRET.contains(name) ? "" : config.getValue(key, String.class);
            throw new WrongSetting(
                    key,
                    value,
                    "no value while " + PREFIX + "host is not set; the relays of " + PREFIX + "relays have their own");
        }
    }

    /** By the administrator: what is usual where nothing is set has a lower ordinal than any source that they write. */
    private boolean isSet(String key) {
        for (ConfigSource source : config.getConfigSources()) {
            if (source.getOrdinal() >= ConfigSource.DEFAULT_ORDINAL && source.getValue(key) != null) {
                return true;
            }
        }
        return false;
    }
}

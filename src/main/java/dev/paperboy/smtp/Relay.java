package dev.paperboy.smtp;

import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.smtp.SmtpSettings.Tls;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The server that our mail goes to.
 *
 * @param helloName how we introduce ourselves (EHLO)
 * @param prefix of the keys of its settings
 */
record Relay(
        String host,
        int port,
        Tls tls,
        Optional<String> username,
        Optional<String> password,
        String helloName,
        String prefix) {

    static final String USUAL_PREFIX = "paperboy.smtp";

    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** The in-process mailbox, over loopback. */
    static Relay mailbox(int port, String publicHost) {
        return new Relay(
                "127.0.0.1", port, Tls.NONE, Optional.empty(), Optional.empty(), helloName(publicHost), USUAL_PREFIX);
    }

    /**
     * Throws {@link WrongSetting} when the settings do not fit together.
     *
     * @param prefix of their keys, such as {@code paperboy.smtp}
     */
    static Relay of(String prefix, RelaySettings settings, String publicHost) {
        if (settings.host().isEmpty()) {
            throw new WrongSetting(prefix + ".host", "", "the host name of this relay");
        }
        if (settings.username().isPresent() && settings.password().isEmpty()) {
            throw new WrongSetting(prefix + ".password", "", "the password of " + prefix + ".username");
        }
        if (settings.password().isPresent() && settings.username().isEmpty()) {
            throw new WrongSetting(prefix + ".username", "", "the user that " + prefix + ".password belongs to");
        }
        return new Relay(
                settings.host().get().strip(),
                settings.port(),
                settings.tls(),
                settings.username(),
                settings.password(),
                helloName(publicHost),
                prefix);
    }

    /** Relays turn away a bare word, so that an address is written as a literal (RFC 5321 §4.1.3). */
    private static String helloName(String publicHost) {
        if (publicHost == null) {
            return "localhost";
        }
        return IPV4.matcher(publicHost).matches() ? "[" + publicHost + "]" : publicHost;
    }

    /** The key of one of its settings. */
    String key(String name) {
        return prefix + "." + name;
    }

    /** Host and port, as an operator knows them. */
    String place() {
        return host + ":" + port;
    }

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return place();
    }
}

package dev.paperboy.dkim;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Settings as a test gives them. */
record Settings(
        Optional<String> domain,
        Optional<String> selector,
        Optional<String> key,
        Ed25519 ed25519,
        DkimSettings.Provider provider,
        Optional<List<String>> dns)
        implements DkimSettings {

    record Second(Optional<String> selector, Optional<String> key) implements DkimSettings.Ed25519 {}

    static Settings none() {
        return new Settings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Second(Optional.empty(), Optional.empty()),
                DkimSettings.Provider.AUTO,
                Optional.empty());
    }

    static Settings of(String domain, String selector, Path key) {
        return none().withDomain(domain).withRsa(selector, key.toString());
    }

    Settings withDomain(String given) {
        return new Settings(Optional.ofNullable(given), selector, key, ed25519, provider, dns);
    }

    Settings withRsa(String givenSelector, String givenKey) {
        return new Settings(
                domain, Optional.ofNullable(givenSelector), Optional.ofNullable(givenKey), ed25519, provider, dns);
    }

    Settings withEd25519(String givenSelector, String givenKey) {
        Second second = new Second(Optional.ofNullable(givenSelector), Optional.ofNullable(givenKey));
        return new Settings(domain, selector, key, second, provider, dns);
    }

    Settings by(DkimSettings.Provider given) {
        return new Settings(domain, selector, key, ed25519, given, dns);
    }

    Settings asking(String server) {
        return new Settings(domain, selector, key, ed25519, provider, Optional.of(List.of(server)));
    }
}

package dev.paperboy.dkim;

import dev.paperboy.dkim.SigningKey.Kind;
import dev.paperboy.kernel.DomainName;
import dev.paperboy.kernel.WrongSetting;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The domain that mails are signed for, and the keys: the RSA key first, an Ed25519 key behind it when there is one. */
@ApplicationScoped
class SigningKeys {

    private static final String DOMAIN = "paperboy.dkim.domain";
    private static final String SELECTOR = "paperboy.dkim.selector";
    private static final String KEY = "paperboy.dkim.key";
    private static final String ED25519_SELECTOR = "paperboy.dkim.ed25519.selector";
    private static final String ED25519_KEY = "paperboy.dkim.ed25519.key";

    /** A domain or a part of one, in ASCII. */
    private static final Pattern LABELS =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");

    private static final int LONGEST_NAME = 253;
    private static final int USUAL_BITS = 2048;

    private final Optional<String> domain;
    private final List<SigningKey> keys;

    /** Throws {@link WrongSetting} when the settings do not fit together or a key cannot be used. */
    SigningKeys(DkimSettings settings) {
        this.domain = settings.domain().map(text -> labels(DOMAIN, text, "a domain such as example.org"));
        this.keys = domain.isPresent() ? keys(settings) : none(settings);
        keys.forEach(this::checkLength);
    }

    private static List<SigningKey> none(DkimSettings settings) {
        checkUnused(SELECTOR, settings.selector());
        checkUnused(KEY, settings.key());
        checkUnused(ED25519_SELECTOR, settings.ed25519().selector());
        checkUnused(ED25519_KEY, settings.ed25519().key());
        return List.of();
    }

    private static void checkUnused(String setting, Optional<String> value) {
        if (value.isPresent()) {
            throw new WrongSetting(DOMAIN, "", "the domain to sign for, because " + setting + " is set");
        }
    }

    private static List<SigningKey> keys(DkimSettings settings) {
        List<SigningKey> keys = new ArrayList<>();
        keys.add(key(Kind.RSA, SELECTOR, settings.selector(), KEY, settings.key()));
        DkimSettings.Ed25519 second = settings.ed25519();
        if (second.selector().isPresent() || second.key().isPresent()) {
            keys.add(key(Kind.ED25519, ED25519_SELECTOR, second.selector(), ED25519_KEY, second.key()));
            if (keys.getFirst().selector().equals(keys.getLast().selector())) {
                throw new WrongSetting(
                        ED25519_SELECTOR,
                        keys.getLast().selector(),
                        "a name other than " + SELECTOR + ", one for each key");
            }
        }
        return List.copyOf(keys);
    }

    private static SigningKey key(
            Kind kind, String selectorSetting, Optional<String> selector, String keySetting, Optional<String> path) {
        String name = selector.map(text -> labels(selectorSetting, text, "letters, digits and hyphens, such as p1"))
                .orElseThrow(() -> new WrongSetting(
                        selectorSetting, "", "the name that the key's public half is published under, such as p1"));
        return path.map(file -> new KeyFile(keySetting, file.strip(), kind).read(name))
                .orElseThrow(() -> new WrongSetting(keySetting, "", "the path of a PEM file with " + kind.wanted));
    }

    private static String labels(String setting, String text, String allowed) {
        if (DomainName.isReadInTwoWays(text)) {
            throw new WrongSetting(setting, text, allowed + ", in the form that begins with xn--");
        }
        return DomainName.ascii(text.strip())
                .filter(ascii -> LABELS.matcher(ascii).matches() && ascii.length() <= LONGEST_NAME)
                .orElseThrow(() -> new WrongSetting(setting, text, allowed));
    }

    private void checkLength(SigningKey key) {
        if (recordName(key).length() > LONGEST_NAME) {
            throw new WrongSetting(
                    selectorSetting(key.kind()),
                    key.selector(),
                    "a shorter name, so that " + recordName(key) + " is one");
        }
    }

    private static String selectorSetting(Kind kind) {
        return switch (kind) {
            case RSA -> SELECTOR;
            case ED25519 -> ED25519_SELECTOR;
        };
    }

    /** Where the key's public half is published (RFC 6376 §3.6.2.1). */
    String recordName(SigningKey key) {
        return key.selector() + "._domainkey." + domain.orElseThrow();
    }

    Optional<String> domain() {
        return domain;
    }

    List<SigningKey> list() {
        return keys;
    }

    /**
     * What is wrong with the domain when mails come from this one; empty when nothing is, or nothing is signed. One has to be the
     * other or lie in it, which is what DMARC calls relaxed alignment (RFC 7489 §3.1.1), without a list of public suffixes.
     */
    Optional<Finding> misaligned(String from) {
        return domain.filter(
                        signed -> !from.equals(signed) && !from.endsWith("." + signed) && !signed.endsWith("." + from))
                .map(signed -> Finding.wrong(
                        DOMAIN,
                        "Mails are from " + from + " and signed for " + signed + ", which DMARC does not count",
                        "Set " + DOMAIN + " to " + from + ", or to a domain above it"));
    }

    /** What is wrong with an RSA key that receivers still take, but signers should not use any more (RFC 8301 §3.2). */
    Optional<Finding> shortKey() {
        return keys.stream()
                .filter(key -> key.kind() == Kind.RSA && key.bits() < USUAL_BITS)
                .findFirst()
                .map(key -> Finding.wrong(
                        KEY,
                        "The key in " + KEY + " has " + key.bits() + " bits, and should have " + USUAL_BITS
                                + " or more (RFC 8301)",
                        "Make one of " + USUAL_BITS + " bits, and publish it under a new selector"));
    }

    /** In one line, for people; never a key. */
    String described() {
        return domain.map(name -> "Mail is signed for " + name + " ("
                        + keys.stream().map(SigningKey::toString).collect(Collectors.joining("; ")) + ")")
                .orElse("Mail is not signed here; DKIM is left to the relay");
    }
}

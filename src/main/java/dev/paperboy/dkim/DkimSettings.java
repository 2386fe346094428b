package dev.paperboy.dkim;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;

/** How mails are signed. */
@ConfigMapping(prefix = "paperboy.dkim")
interface DkimSettings {

    /** Unset: nothing is signed here, the relay may do it. Else the domain of {@code paperboy.from}, or one above it. */
    Optional<String> domain();

    /** The public key is published at {@code selector._domainkey.domain}. */
    Optional<String> selector();

    /** Path of a PEM file with an RSA private key, PKCS#8 or PKCS#1, without a password. */
    Optional<String> key();

    Ed25519 ed25519();

    @WithDefault("auto")
    Provider provider();

    /** DNS servers that the doctor asks, as {@code address} or {@code address:port}; unset: those of this machine. */
    Optional<List<String>> dns();

    /** A second signature (RFC 8463), for receivers that can check it; the RSA one stays, because most cannot. */
    interface Ed25519 {

        /** Must differ from the RSA key's. */
        Optional<String> selector();

        /** Path of a PEM file with an Ed25519 private key, PKCS#8, without a password. */
        Optional<String> key();
    }

    enum Provider {
        /** Corretto where it loads, the JDK where not. */
        AUTO,
        /** Amazon Corretto Crypto Provider, four times as fast; where it does not load, the start stops. */
        CORRETTO,
        JDK
    }
}

package dev.paperboy.dkim;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Base64;

/** One key that mails are signed with, and the name that its public half is published under. */
record SigningKey(Kind kind, String selector, PrivateKey privateKey, PublicKey publicKey) {

    private static final int ED25519_OCTETS = 32;

    /** What this key stands for in a signature's {@code a=}, in the DNS record's {@code k=}, and in Java. */
    enum Kind {
        RSA("rsa-sha256", "rsa", "SHA256withRSA", "an RSA private key of 2048 bits (1024 to 4096 work)"),
        ED25519("ed25519-sha256", "ed25519", "Ed25519", "an Ed25519 private key");

        final String signatureTag;
        final String keyTag;
        final String javaName;
        final String wanted;

        Kind(String signatureTag, String keyTag, String javaName, String wanted) {
            this.signatureTag = signatureTag;
            this.keyTag = keyTag;
            this.javaName = javaName;
            this.wanted = wanted;
        }
    }

    /** What the record's {@code p=} says: for RSA the SubjectPublicKeyInfo, for Ed25519 the bare 32 octets (RFC 8463 §4.2). */
    String published() {
        byte[] encoded = publicKey.getEncoded();
        byte[] shown =
                switch (kind) {
                    case RSA -> encoded;
                    case ED25519 -> Arrays.copyOfRange(encoded, encoded.length - ED25519_OCTETS, encoded.length);
                };
        return Base64.getEncoder().encodeToString(shown);
    }

    /** Meaningful for RSA only. */
    int bits() {
        return publicKey instanceof RSAPublicKey rsa ? rsa.getModulus().bitLength() : ED25519_OCTETS * 8;
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return switch (kind) {
            case RSA -> "RSA " + bits() + " bits, selector " + selector;
            case ED25519 -> "Ed25519, selector " + selector;
        };
    }
}

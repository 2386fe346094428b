package dev.paperboy.dkim;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Private keys in files, as openssl writes them. */
final class PemFiles {

    /** PKCS#8 puts 26 octets before an RSA key of 1024 bits or more. */
    private static final int BEFORE_RSA = 26;

    private static final Map<String, PrivateKey> MADE = new ConcurrentHashMap<>();

    private PemFiles() {}

    static Path rsa(Path folder, int bits) {
        return write(
                folder.resolve("rsa" + bits + ".pem"),
                "PRIVATE KEY",
                key("RSA", bits).getEncoded());
    }

    /** The same key in the older form (RFC 8017 A.1.2). */
    static Path pkcs1(Path folder, int bits) {
        byte[] pkcs8 = key("RSA", bits).getEncoded();
        byte[] pkcs1 = Arrays.copyOfRange(pkcs8, BEFORE_RSA, pkcs8.length);
        return write(folder.resolve("pkcs1-" + bits + ".pem"), "RSA PRIVATE KEY", pkcs1);
    }

    /** @param which of its numbers is another one, in the order of RFC 8017 A.1.2 from the modulus on */
    static Path rsaWithWrong(Path folder, int which) {
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) key("RSA", 2048);
        BigInteger[] numbers = {
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrimeP(),
            key.getPrimeQ(),
            key.getPrimeExponentP(),
            key.getPrimeExponentQ(),
            key.getCrtCoefficient()
        };
        numbers[which] = numbers[which].add(BigInteger.TWO);
        try {
            PrivateKey wrong = KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateCrtKeySpec(
                            numbers[0],
                            numbers[1],
                            numbers[2],
                            numbers[3],
                            numbers[4],
                            numbers[5],
                            numbers[6],
                            numbers[7]));
            return write(folder.resolve("wrong" + which + ".pem"), "PRIVATE KEY", wrong.getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    static Path ed25519(Path folder) {
        return write(
                folder.resolve("ed25519.pem"),
                "PRIVATE KEY",
                key("Ed25519", 255).getEncoded());
    }

    static Path ec(Path folder) {
        return write(folder.resolve("ec.pem"), "PRIVATE KEY", key("EC", 256).getEncoded());
    }

    private static PrivateKey key(String algorithm, int bits) {
        return MADE.computeIfAbsent(algorithm + bits, _ -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                generator.initialize(bits);
                return generator.generateKeyPair().getPrivate();
            } catch (GeneralSecurityException impossible) {
                throw new AssertionError(impossible);
            }
        });
    }

    static Path write(Path file, String label, byte[] content) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return write(file, "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n");
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new AssertionError(unwritable);
        }
    }
}

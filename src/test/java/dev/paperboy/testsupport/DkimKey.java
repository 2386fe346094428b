package dev.paperboy.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;

/**
 * A fresh RSA key: its private half in a file as openssl writes it, and the other half as it is published.
 *
 * @param record the text of the DNS record
 */
public record DkimKey(Path file, String record) {

    public static DkimKey in(Path folder) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            String half =
                    Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            Path file = Files.writeString(
                    folder.resolve("dkim.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + half + "\n-----END PRIVATE KEY-----\n");
            return new DkimKey(
                    file,
                    "v=DKIM1; k=rsa; p="
                            + Base64.getEncoder()
                                    .encodeToString(pair.getPublic().getEncoded()));
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

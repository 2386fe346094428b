package dev.paperboy.dkim;

import dev.paperboy.kernel.WrongSetting;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Signature;
import java.security.SignatureException;
import java.util.List;
import java.util.Optional;

/**
 * Who computes digests and signatures: Amazon Corretto Crypto Provider where its native library loads, else the JDK. The
 * provider is used by instance and never installed, so that TLS and all else in this process stay as they are.
 *
 * @param provider empty for the JDK
 * @param says its name for the log, and why it is not another
 */
record Crypto(Optional<Provider> provider, String says) {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    /**
     * Tries each key before it is needed.
     *
     * @param loader where the provider is looked for; on a platform that it does not support there is none, or one that cannot load
     */
    static Crypto choose(DkimSettings.Provider wanted, List<SigningKey> keys, ClassLoader loader) {
        return switch (wanted) {
            case JDK -> new Crypto(Optional.empty(), "the JDK");
            case CORRETTO -> {
                try {
                    yield corretto(keys, loader);
                } catch (Unusable unusable) {
                    throw new WrongSetting(
                            "paperboy.dkim.provider",
                            "corretto",
                            "auto or jdk on this machine: the provider " + unusable.getMessage());
                }
            }
            case AUTO -> {
                try {
                    yield corretto(keys, loader);
                } catch (Unusable unusable) {
                    yield new Crypto(
                            Optional.empty(),
                            "the JDK, because Amazon Corretto Crypto Provider " + unusable.getMessage());
                }
            }
        };
    }

    private static Crypto corretto(List<SigningKey> keys, ClassLoader loader) throws Unusable {
        try {
            Class<?> type = Class.forName(CORRETTO, true, loader);
            Provider provider = (Provider) type.getField("INSTANCE").get(null);
            if (type.getMethod("getLoadingError").invoke(provider) instanceof Throwable error) {
                throw new Unusable("does not load (" + reason(error) + ")");
            }
            Crypto crypto =
                    new Crypto(Optional.of(provider), "Amazon Corretto Crypto Provider " + provider.getVersionStr());
            for (SigningKey key : keys) {
                crypto.tryOut(key);
            }
            return crypto;
        } catch (ClassNotFoundException missing) {
            throw new Unusable("is not there");
        } catch (ReflectiveOperationException | LinkageError unlinked) {
            throw new Unusable("does not load (" + reason(unlinked) + ")");
        } catch (GeneralSecurityException | RuntimeException failed) {
            throw new Unusable("cannot sign with this key (" + reason(failed) + ")");
        }
    }

    /** One line, without what a loader may say of every path that it tried. */
    private static String reason(Throwable error) {
        String first = String.valueOf(error.getMessage()).lines().findFirst().orElse("");
        return error.getClass().getSimpleName() + ": " + first;
    }

    /** The JDK must accept what this provider signs. */
    private void tryOut(SigningKey key) throws GeneralSecurityException {
        byte[] sample = "Daily Papers".getBytes(StandardCharsets.US_ASCII);
        Signature signing = signature(key);
        signing.update(sha256().digest(sample));
        Signature checking = Signature.getInstance(key.kind().javaName);
        checking.initVerify(key.publicKey());
        checking.update(MessageDigest.getInstance("SHA-256").digest(sample));
        if (!checking.verify(signing.sign())) {
            throw new SignatureException("its signature is wrong");
        }
    }

    MessageDigest sha256() throws GeneralSecurityException {
        return provider.isPresent()
                ? MessageDigest.getInstance("SHA-256", provider.get())
                : MessageDigest.getInstance("SHA-256");
    }

    /** Ready to sign, again and again. */
    Signature signature(SigningKey key) throws GeneralSecurityException {
        String name = key.kind().javaName;
        Signature signature =
                provider.isPresent() ? Signature.getInstance(name, provider.get()) : Signature.getInstance(name);
        signature.initSign(key.privateKey());
        return signature;
    }

    private static final class Unusable extends Exception {

        Unusable(String why) {
            super(why);
        }
    }
}

package dev.paperboy.kernel;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads the tokens in links: 16 bytes of a random key that stands for a reader, then the first 16 bytes of an
 * HMAC-SHA-256 over purpose and key, as 43 characters of URL-safe base64. Nothing in it can be counted or guessed, and it holds no id.
 */
@ApplicationScoped
@Startup // so that a secret which cannot be used stops the start, and not the first link
public class SignedTokens {

    private static final int KEY_BYTES = 16;
    private static final int SIGNATURE_BYTES = 16;

    /** Never used itself, only copied: looking for an algorithm and setting its key cost more than a signature. */
    private final Mac ready;

    SignedTokens(Secret secret) {
        try {
            this.ready = Mac.getInstance("HmacSHA256");
            ready.init(new SecretKeySpec(secret.bytes(), "HmacSHA256"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has HmacSHA256", impossible);
        }
    }

    public String sign(Purpose purpose, UUID subject) {
        ByteBuffer token = ByteBuffer.allocate(KEY_BYTES + SIGNATURE_BYTES);
        token.putLong(subject.getMostSignificantBits()).putLong(subject.getLeastSignificantBits());
        token.put(signature(purpose, subject));
        return encoded(token.array());
    }

    private static String encoded(byte[] token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** The key that was signed for this purpose; empty for anything forged, cut, or made for another purpose. */
    public Optional<UUID> read(Purpose purpose, String token) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        // The last letter holds bits that nothing reads; a token that differs in them is not the one we made.
        if (bytes.length != KEY_BYTES + SIGNATURE_BYTES || !encoded(bytes).equals(token)) {
            return Optional.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        UUID subject = new UUID(buffer.getLong(), buffer.getLong());
        byte[] given = Arrays.copyOfRange(bytes, KEY_BYTES, bytes.length);
        // Constant time, so that a forger learns nothing from how long a wrong signature took.
        return MessageDigest.isEqual(given, signature(purpose, subject)) ? Optional.of(subject) : Optional.empty();
    }

    private byte[] signature(Purpose purpose, UUID subject) {
        try {
            Mac mac = (Mac) ready.clone();
            mac.update((purpose.name() + ":").getBytes(StandardCharsets.US_ASCII));
            byte[] whole = mac.doFinal(subject.toString().getBytes(StandardCharsets.US_ASCII));
            return Arrays.copyOf(whole, SIGNATURE_BYTES);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's own HmacSHA256 can be copied", impossible);
        }
    }
}

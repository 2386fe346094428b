package dev.paperboy.dkim;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A key record as it is published (RFC 6376 §3.6.1), and what receivers make of it.
 *
 * @param tags with {@code p=} among them
 */
record KeyRecord(String name, Map<String, String> tags) {

    /** What a SubjectPublicKeyInfo puts before an RSA key of usual length, at most. */
    private static final int LONGEST_FRAME = 24;

    Finding comparedWith(SigningKey key) {
        String published = tags.get("p").replaceAll("\\s", "");
        if (published.isEmpty()) {
            return wrong("The key is revoked: p= is empty", "Publish the record above, or sign with a new key");
        }
        if (!tags.getOrDefault("k", "rsa").equalsIgnoreCase(key.kind().keyTag)) {
            return wrong(
                    "The record is for a key of another kind (k=" + tags.getOrDefault("k", "rsa") + ")",
                    "Publish the record above");
        }
        if (isBare(published, key)) {
            return wrong(
                    "The key is the right one, but published without what has to stand around it (an RSAPublicKey, where"
                            + " receivers expect a SubjectPublicKeyInfo)",
                    "Publish the record above in its place");
        }
        if (!isSame(published, key)) {
            return wrong(
                    "Another key is published than the one that mails are signed with, so that every signature fails",
                    "Publish the record above in its place, or point paperboy.dkim at the private key that belongs to"
                            + " it");
        }
        if (tags.containsKey("h") && !listed("h", "").contains("sha256")) {
            return wrong("The record does not allow sha256 (h=)", "Publish the record above");
        }
        if (listed("s", "*").stream().noneMatch(service -> service.equals("*") || service.equals("email"))) {
            return wrong(
                    "The record is not for mail (s=" + tags.get("s") + "), so that every signature fails",
                    "Take s= out of the record");
        }
        if (listed("t", "").contains("y")) {
            return wrong("The key matches, but t=y says that it is only being tested", "Take t=y out of the record");
        }
        return Finding.good(name, "The published key is the one that mails are signed with");
    }

    private List<String> listed(String tag, String usual) {
        return List.of(tags.getOrDefault(tag, usual).split("\\s*:\\s*"));
    }

    private Finding wrong(String says, String next) {
        return Finding.wrong(name, says, next);
    }

    /** RFC 6376 asks for this form in one place and shows the other in its example; receivers read the other. */
    private static boolean isBare(String published, SigningKey key) {
        byte[] theirs = decoded(published);
        byte[] ours = decoded(key.published());
        int frame = ours.length - theirs.length;
        return key.kind() == SigningKey.Kind.RSA
                && frame > 0
                && frame <= LONGEST_FRAME
                && Arrays.equals(theirs, Arrays.copyOfRange(ours, frame, ours.length));
    }

    private static boolean isSame(String published, SigningKey key) {
        return Arrays.equals(decoded(published), decoded(key.published()));
    }

    /** Empty where it is no Base64. */
    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException damaged) {
            return new byte[0];
        }
    }
}

package dev.paperboy.testsupport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.PublicKeyRecordRetriever;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.apache.james.jdkim.tagvalue.SignatureRecordImpl;

/**
 * Who checks the signatures of a mail that came: with Apache jDKIM, which knows RSA only, and as RFC 6376 and RFC 8463 word it, one rule
 * after the other.
 *
 * @param dns the texts that are published, by their names
 */
public record Receiver(Map<String, String> dns) {

    private static final Pattern SIGNATURE =
            Pattern.compile("DKIM-Signature:(?:.|\r\n[ \t])*?\r\n(?![ \t])", Pattern.DOTALL);

    /** What a SubjectPublicKeyInfo has before the 32 octets that an Ed25519 record gives (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** The selectors of the signatures that Apache jDKIM accepts. It hashes a line end for a body of empty lines, which the RFC does not. */
    public List<String> acceptsByJdkim(byte[] mail) {
        DKIMVerifier verifier = new Timeless((_, selector, domain) ->
                Stream.ofNullable(dns.get(selector + "._domainkey." + domain)).toList());
        try {
            List<SignatureRecord> valid = verifier.verify(new ByteArrayInputStream(mail));
            return valid == null
                    ? List.of()
                    : valid.stream()
                            .map(signature -> signature.getSelector().toString())
                            .toList();
        } catch (FailException wrong) {
            return List.of();
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    /** The selectors of the signatures that hold by the word of the RFCs. */
    public List<String> acceptsByTheWord(byte[] mail) {
        String text = new String(mail, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n") + 2;
        String header = text.substring(0, end);
        byte[] body = text.substring(end + 2).getBytes(StandardCharsets.ISO_8859_1);
        List<String> holding = new ArrayList<>();
        Matcher field = SIGNATURE.matcher(header);
        while (field.find()) {
            Map<String, String> tags = tags(PlainRelaxed.header(field.group().stripTrailing()));
            if (holds(field.group(), tags, header.replace(field.group(), ""), body)) {
                holding.add(tags.get("s"));
            }
        }
        return holding;
    }

    /** What the first signature of a mail says it covers, in its order. */
    public static List<String> covered(byte[] mail) {
        Matcher field = SIGNATURE.matcher(new String(mail, StandardCharsets.ISO_8859_1));
        return field.find()
                ? List.of(tags(PlainRelaxed.header(field.group().stripTrailing()))
                        .get("h")
                        .split(":"))
                : List.of();
    }

    private static Map<String, String> tags(String text) {
        Map<String, String> tags = new HashMap<>();
        for (String tag : text.replaceFirst("^dkim-signature:", "").split(";")) {
            int equals = tag.indexOf('=');
            tags.put(tag.substring(0, equals).strip(), tag.substring(equals + 1).replaceAll("\\s", ""));
        }
        return tags;
    }

    private boolean holds(String field, Map<String, String> tags, String others, byte[] body) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] hash = sha256.digest(PlainRelaxed.body(body));
            byte[] content = content(field, tags.get("h"), others);
            byte[] signature = Base64.getDecoder().decode(tags.get("b"));
            Map<String, String> key = tags(dns.get(tags.get("s") + "._domainkey." + tags.get("d")));
            byte[] published = Base64.getDecoder().decode(key.get("p"));
            boolean valid =
                    switch (tags.get("a")) {
                        case "rsa-sha256" -> isSigned("SHA256withRSA", "RSA", published, content, signature);
                        case "ed25519-sha256" ->
                            isSigned("Ed25519", "Ed25519", spelledOut(published), sha256.digest(content), signature);
                        case String other -> throw new AssertionError("no such algorithm: " + other);
                    };
            return valid && MessageDigest.isEqual(hash, Base64.getDecoder().decode(tags.get("bh")));
        } catch (GeneralSecurityException unusable) {
            throw new AssertionError(unusable);
        }
    }

    /** RFC 6376 §3.7: the fields of h=, each name's lowest first, then this one without its signature and line end. */
    private static byte[] content(String field, String names, String others) {
        List<String> left = new ArrayList<>(List.of(others.split("\r\n(?![ \t])")));
        StringBuilder content = new StringBuilder();
        for (String name : names.split(":")) {
            for (int i = left.size() - 1; i >= 0; i--) {
                if (left.get(i).substring(0, left.get(i).indexOf(':')).strip().equalsIgnoreCase(name)) {
                    content.append(PlainRelaxed.header(left.remove(i))).append("\r\n");
                    break;
                }
            }
        }
        String unsigned = field.stripTrailing().replaceFirst("(?s)([;\\s]b=)[^;]*", "$1");
        return content.append(PlainRelaxed.header(unsigned)).toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isSigned(String algorithm, String kind, byte[] published, byte[] content, byte[] signature)
            throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(published));
        Signature check = Signature.getInstance(algorithm);
        check.initVerify(key);
        check.update(content);
        return check.verify(signature);
    }

    private static byte[] spelledOut(byte[] ed25519) {
        byte[] whole = new byte[ED25519_PREFIX.length + ed25519.length];
        System.arraycopy(ED25519_PREFIX, 0, whole, 0, ED25519_PREFIX.length);
        System.arraycopy(ed25519, 0, whole, ED25519_PREFIX.length, ed25519.length);
        return whole;
    }

    /** The time of a test may be ahead of this machine's, by which jDKIM would reject a signature of tomorrow. */
    private static final class Timeless extends DKIMVerifier {

        Timeless(PublicKeyRecordRetriever dns) {
            super(dns);
        }

        @Override
        public SignatureRecord newSignatureRecord(String field) {
            return new SignatureRecordImpl(field) {
                @Override
                public Long getSignatureTimestamp() {
                    return null;
                }
            };
        }
    }
}

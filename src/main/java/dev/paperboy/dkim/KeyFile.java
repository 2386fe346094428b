package dev.paperboy.dkim;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TWO;

import dev.paperboy.kernel.WrongSetting;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** A PEM file (RFC 7468) with a private key, and the setting that names it. */
record KeyFile(String setting, String path, SigningKey.Kind kind) {

    private static final int LONGEST = 64 * 1024;
    private static final int LEAST_BITS = 1024;
    private static final int MOST_BITS = 4096;
    private static final int CERTAINTY = 64;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----(.*?)-----END \\1-----", Pattern.DOTALL);

    /** PKCS#8's wrapping of an RSA key: version 0 and the algorithm's identifier (RFC 5208 §5, RFC 8017 A.1). */
    private static final byte[] RSA_PREFIX = HexFormat.of().parseHex("020100300d06092a864886f70d0101010500");

    /** The SubjectPublicKeyInfo of an Ed25519 key, up to the key (RFC 8410 §4). */
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    /** Throws {@link WrongSetting} when there is no such key in it. */
    SigningKey read(String selector) {
        Matcher block = BLOCK.matcher(text());
        if (!block.find()) {
            throw wrong("there is no private key in this one");
        }
        byte[] content = decoded(block.group(2));
        return switch (block.group(1)) {
            case "PRIVATE KEY" -> key(selector, content);
            case "RSA PRIVATE KEY" -> {
                if (block.group(2).contains("ENCRYPTED")) {
                    throw wrong("this one is protected by a password");
                }
                yield key(selector, wrapped(content));
            }
            case "ENCRYPTED PRIVATE KEY" -> throw wrong("this one is protected by a password");
            case String other -> throw wrong("this one holds a key of another kind (" + other + ")");
        };
    }

    private String text() {
        try (InputStream file = Files.newInputStream(Path.of(path))) {
            return new String(file.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw wrong("there is no such file");
        } catch (AccessDeniedException locked) {
            throw wrong("this one may not be read by the user that runs Paperboy");
        } catch (IOException | InvalidPathException unreadable) {
            throw wrong("this one cannot be read (" + unreadable.getMessage() + ")");
        }
    }

    private byte[] decoded(String base64) {
        try {
            // An old header of an encrypted PKCS#1 key is no Base64; what it means is told by the caller.
            return base64.contains(":") ? new byte[0] : Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException broken) {
            throw wrong("this one is damaged");
        }
    }

    private SigningKey key(String selector, byte[] pkcs8) {
        PrivateKey key = parsed(kind.name(), pkcs8)
                .orElseThrow(() -> wrong(List.of("RSA", "Ed25519", "EC").stream()
                        .filter(other -> parsed(other, pkcs8).isPresent())
                        .findFirst()
                        .map(other -> "this one holds a key of another kind (" + other + ")")
                        .orElse("this one is damaged, or holds a key of another kind")));
        try {
            return switch (kind) {
                case RSA -> rsa(selector, key);
                case ED25519 -> ed25519(selector, key);
            };
        } catch (GeneralSecurityException unusable) {
            throw wrong("this one is damaged");
        }
    }

    private static Optional<PrivateKey> parsed(String algorithm, byte[] pkcs8) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8)));
        } catch (GeneralSecurityException another) {
            return Optional.empty();
        }
    }

    private SigningKey rsa(String selector, PrivateKey key) throws GeneralSecurityException {
        if (!(key instanceof RSAPrivateCrtKey rsa)) {
            throw wrong("this one lacks the primes");
        }
        BigInteger modulus = rsa.getModulus();
        if (modulus.bitLength() < LEAST_BITS || modulus.bitLength() > MOST_BITS) {
            throw wrong("this one has " + modulus.bitLength() + " bits, and receivers would not accept its signatures");
        }
        if (!fitsTogether(rsa)) {
            throw wrong("this one is damaged: the numbers in it do not belong together");
        }
        return new SigningKey(
                kind,
                selector,
                key,
                KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, rsa.getPublicExponent())));
    }

    /** RFC 8017 §3.2. Each provider uses other numbers of a key, so that with a damaged one it would depend on the provider what is signed. */
    private static boolean fitsTogether(RSAPrivateCrtKey key) {
        BigInteger p = key.getPrimeP();
        BigInteger q = key.getPrimeQ();
        if (p.compareTo(TWO) <= 0
                || q.compareTo(TWO) <= 0
                || !p.isProbablePrime(CERTAINTY)
                || !q.isProbablePrime(CERTAINTY)) {
            return false;
        }
        BigInteger belowP = p.subtract(ONE);
        BigInteger belowQ = q.subtract(ONE);
        BigInteger product = key.getPublicExponent().multiply(key.getPrivateExponent());
        return p.multiply(q).equals(key.getModulus())
                && product.mod(belowP).equals(ONE)
                && product.mod(belowQ).equals(ONE)
                && key.getPrimeExponentP().equals(key.getPrivateExponent().mod(belowP))
                && key.getPrimeExponentQ().equals(key.getPrivateExponent().mod(belowQ))
                && key.getCrtCoefficient().multiply(q).mod(p).equals(ONE);
    }

    private SigningKey ed25519(String selector, PrivateKey key) throws GeneralSecurityException {
        byte[] seed = ((EdECPrivateKey) key).getBytes().orElseThrow(() -> wrong("this one is damaged"));
        // The JDK makes key pairs, but does not tell the public half of a key that it is given.
        byte[] point = new Ed25519PrivateKeyParameters(seed).generatePublicKey().getEncoded();
        byte[] encoded = ByteBuffer.allocate(ED25519_PREFIX.length + point.length)
                .put(ED25519_PREFIX)
                .put(point)
                .array();
        return new SigningKey(
                kind, selector, key, KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded)));
    }

    private static byte[] wrapped(byte[] pkcs1) {
        byte[] key = der(0x04, pkcs1);
        return der(
                0x30,
                ByteBuffer.allocate(RSA_PREFIX.length + key.length)
                        .put(RSA_PREFIX)
                        .put(key)
                        .array());
    }

    private static byte[] der(int tag, byte[] content) {
        byte[] length = BigInteger.valueOf(content.length).toByteArray();
        // Two octets of length do for any key that is allowed, and DER's short form never occurs at these sizes.
        return ByteBuffer.allocate(2 + length.length + content.length)
                .put((byte) tag)
                .put((byte) (0x80 | length.length))
                .put(length)
                .put(content)
                .array();
    }

    private WrongSetting wrong(String why) {
        return new WrongSetting(setting, path, "the path of a PEM file with " + kind.wanted + "; " + why);
    }
}

package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of RFC 8463, appendix A: with its keys and its mail we come to its hashes and signatures, to the bit. */
class Rfc8463Test {

    private static final String RSA = """
        -----BEGIN RSA PRIVATE KEY-----
        MIICXQIBAAKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQi
        Y/J16JYi0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqM
        KrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryOTIKT+l/K4w3QIDAQAB
        AoGAH0cxOhFZDgzXWhDhnAJDw5s4roOXN4OhjiXa8W7Y3rhX3FJqmJSPuC8N9vQm
        6SVbaLAE4SG5mLMueHlh4KXffEpuLEiNp9Ss3O4YfLiQpbRqE7Tm5SxKjvvQoZZe
        zHorimOaChRL2it47iuWxzxSiRMv4c+j70GiWdxXnxe4UoECQQDzJB/0U58W7RZy
        6enGVj2kWF732CoWFZWzi1FicudrBFoy63QwcowpoCazKtvZGMNlPWnC7x/6o8Gc
        uSe0ga2xAkEA8C7PipPm1/1fTRQvj1o/dDmZp243044ZNyxjg+/OPN0oWCbXIGxy
        WvmZbXriOWoSALJTjExEgraHEgnXssuk7QJBALl5ICsYMu6hMxO73gnfNayNgPxd
        WFV6Z7ULnKyV7HSVYF0hgYOHjeYe9gaMtiJYoo0zGN+L3AAtNP9huqkWlzECQE1a
        licIeVlo1e+qJ6Mgqr0Q7Aa7falZ448ccbSFYEPD6oFxiOl9Y9se9iYHZKKfIcst
        o7DUw1/hz2Ck4N5JrgUCQQCyKveNvjzkkd8HjYs0SwM0fPjK16//5qDZ2UiDGnOe
        uEzxBDAr518Z8VFbR41in3W4Y3yCDgQlLlcETrS+zYcL
        -----END RSA PRIVATE KEY-----
        """;

    /** The RFC gives the bare 32 octets; PKCS#8 puts these before them (RFC 8410 §7). */
    private static final String ED25519_PREFIX = "302e020100300506032b657004220420";

    private static final String ED25519 = "nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=";

    private static final String HEADER = """
        From: Joe SixPack <joe@football.example.com>
        To: Suzie Q <suzie@shopping.example.net>
        Subject: Is dinner ready?
        Date: Fri, 11 Jul 2003 21:00:37 -0700 (PDT)
        Message-ID: <20030712040037.46341.5F8J@football.example.com>
        """.replace("\n", "\r\n");

    private static final String BODY = """
        Hi.

        We lost the game.  Are you hungry yet?

        Joe.
        """.replace("\n", "\r\n");

    private static final String BODY_HASH = "2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=";

    private static final String FIELD = """
        DKIM-Signature: v=1; a=%s;
         c=relaxed/relaxed; d=football.example.com;
         i=@football.example.com; q=dns/txt; s=%s;
         t=1528637909; h=from : to : subject : date : message-id : from : subject : date;
         bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=;
         b=\
        """.replace("\n", "\r\n");

    @TempDir
    Path folder;

    private SigningKey rsa;
    private SigningKey ed25519;

    @BeforeEach
    void readKeys() {
        ByteArrayOutputStream pkcs8 = new ByteArrayOutputStream();
        pkcs8.writeBytes(HexFormat.of().parseHex(ED25519_PREFIX));
        pkcs8.writeBytes(Base64.getDecoder().decode(ED25519));
        SigningKeys keys = new SigningKeys(
                Settings.of("football.example.com", "test", PemFiles.write(folder.resolve("rsa.pem"), RSA))
                        .withEd25519(
                                "brisbane",
                                PemFiles.write(folder.resolve("ed.pem"), "PRIVATE KEY", pkcs8.toByteArray())
                                        .toString()));
        rsa = keys.list().getFirst();
        ed25519 = keys.list().getLast();
    }

    @Test
    void publicKeysAreThoseOfTheRecords() {
        assertThat(ed25519.published()).isEqualTo("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
        assertThat(rsa.published())
                .isEqualTo(
                        "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi0Qvx/b"
                                + "yYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3G+2kryO"
                                + "TIKT+l/K4w3QIDAQAB");
    }

    @Test
    void bodyHashIsThatOfTheExample() throws GeneralSecurityException {
        byte[] body = BODY.getBytes(StandardCharsets.US_ASCII);
        byte[] hash = new byte[32];
        new BodyHash(MessageDigest.getInstance("SHA-256")).of(body, 0, body.length, hash);
        assertThat(Base64.getEncoder().encodeToString(hash)).isEqualTo(BODY_HASH);
    }

    @Test
    void signaturesAreThoseOfTheExample() throws GeneralSecurityException {
        Signature first = Signature.getInstance("SHA256withRSA");
        first.initSign(rsa.privateKey());
        first.update(covered(FIELD.formatted("rsa-sha256", "test")));
        assertThat(Base64.getEncoder().encodeToString(first.sign()))
                .isEqualTo(
                        "F45dVWDfMbQDGHJFlXUNB2HKfbCeLRyhDXgFpEL8GwpsRe0IeIixNTe3DhCVlUrSjV4BwcVcOF6+FF3Zo9Rpo1tFOeS9mPYQTnGdaS"
                                + "GsgeefOsk2JzdA+L10TeYt9BgDfQNZtKdN1WO//KgIqXP7OdEFE4LjFYNcUxZQ4FADY+8=");

        Signature second = Signature.getInstance("Ed25519");
        second.initSign(ed25519.privateKey());
        second.update(
                MessageDigest.getInstance("SHA-256").digest(covered(FIELD.formatted("ed25519-sha256", "brisbane"))));
        assertThat(Base64.getEncoder().encodeToString(second.sign()))
                .isEqualTo("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==");
    }

    private static byte[] covered(String field) {
        byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
        byte[] itself = field.getBytes(StandardCharsets.US_ASCII);
        HeaderFields fields = new HeaderFields();
        fields.read(header, 0, header.length);
        Draft covered = new Draft();
        for (String name : new String[] {"from", "to", "subject", "date", "message-id"}) {
            assertThat(fields.appendAll(name, covered)).isOne();
        }
        HeaderFields.appendRelaxed(itself, 0, itself.length, covered);
        return covered.copy();
    }
}

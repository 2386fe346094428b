package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.dkim.DkimSettings.Provider;
import dev.paperboy.kernel.WrongSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {

    @TempDir
    Path folder;

    @Test
    void bothFormsOfAnRsaKeyAreTheSameKey() {
        SigningKey pkcs8 = onlyKey(Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048)));
        SigningKey pkcs1 = onlyKey(Settings.of("example.org", "p1", PemFiles.pkcs1(folder, 2048)));
        assertThat(pkcs1).isEqualTo(pkcs8);
        assertThat(onlyKey(Settings.of("example.org", "p1", PemFiles.pkcs1(folder, 4096)))
                        .bits())
                .isEqualTo(4096);
    }

    @Test
    void textAroundAKeyIsPassedOver() {
        Path file = PemFiles.rsa(folder, 2048);
        Path noisy = folder.resolve("noisy.pem");
        PemFiles.write(
                noisy,
                "Bag Attributes\r\n    friendlyName: mail\r\n" + read(file).replace("\n", "\r\n"));
        assertThat(onlyKey(Settings.of("example.org", "p1", noisy)))
                .isEqualTo(onlyKey(Settings.of("example.org", "p1", file)));
    }

    @Test
    void namesAreWrittenAsTheDnsWritesThem() {
        SigningKeys keys = new SigningKeys(Settings.of(" Bücher.Example ", "P1.mail", PemFiles.rsa(folder, 2048)));
        assertThat(keys.domain()).contains("xn--bcher-kva.example");
        assertThat(keys.recordName(keys.list().getFirst())).isEqualTo("p1.mail._domainkey.xn--bcher-kva.example");
    }

    /** Of faß.example Java makes fass.example, which is somebody else's. */
    @Test
    void domainsThatAreReadInTwoWaysAreRefused() {
        assertWrong(
                Settings.of("faß.example", "p1", PemFiles.rsa(folder, 2048)),
                "paperboy.dkim.domain is 'faß.example'",
                "in the form that begins with xn--");
        assertThat(new SigningKeys(Settings.of("xn--fa-hia.example", "p1", PemFiles.rsa(folder, 2048))).domain())
                .contains("xn--fa-hia.example");
    }

    @Test
    void halfOfTheSettingsIsNotEnough() {
        String file = PemFiles.rsa(folder, 2048).toString();
        String second = PemFiles.ed25519(folder).toString();
        Settings whole = Settings.none().withDomain("example.org").withRsa("p1", file);

        assertWrong(whole.withDomain(null), "paperboy.dkim.domain is ''; allowed is", "paperboy.dkim.selector is set");
        assertWrong(Settings.none().withRsa(null, file), "paperboy.dkim.domain is ''", "paperboy.dkim.key is set");
        assertWrong(Settings.none().withEd25519("e1", null), "paperboy.dkim.domain is ''", "ed25519.selector is set");
        assertWrong(whole.withRsa(null, file), "paperboy.dkim.selector is ''; allowed is", "such as p1");
        assertWrong(
                whole.withRsa("p1", null), "paperboy.dkim.key is ''; allowed is", "PEM file with an RSA private key");
        assertWrong(
                whole.withEd25519("e1", null), "paperboy.dkim.ed25519.key is ''; allowed is", "Ed25519 private key");
        assertWrong(whole.withEd25519(null, second), "paperboy.dkim.ed25519.selector is ''; allowed is", "such as p1");
        assertWrong(whole.withEd25519("p1", second), "paperboy.dkim.ed25519.selector is 'p1'", "other than");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example..org",
                "exa mple.org",
                "-example.org",
                "p1\r\nX: y",
                "under_score",
                "a;b=c",
                "example.org."
            })
    void namesThatTheDnsDoesNotAllowAreRefused(String name) {
        Path file = PemFiles.rsa(folder, 2048);
        assertWrong(Settings.of(name, "p1", file), "paperboy.dkim.domain is '" + name + "'", "such as example.org");
        assertWrong(Settings.of("example.org", name, file), "paperboy.dkim.selector is '" + name + "'", "such as p1");
    }

    @Test
    void namesThatAreTooLongTogetherAreRefused() {
        String label = "a".repeat(63);
        String domain = String.join(".", label, label, label, "a".repeat(40));
        assertWrong(
                Settings.of(domain, "selector-of-2026", PemFiles.rsa(folder, 2048)),
                "paperboy.dkim.selector is 'selector-of-2026'",
                "a shorter name");
        assertWrong(
                Settings.of(domain, "p1", PemFiles.rsa(folder, 2048))
                        .withEd25519("second-of-2026", PemFiles.ed25519(folder).toString()),
                "paperboy.dkim.ed25519.selector is 'second-of-2026'",
                "a shorter name");
    }

    @Test
    void filesThatHoldNoSuchKeyAreRefused() {
        assertKeyWrong(folder.resolve("nowhere.pem"), "there is no such file");
        assertKeyWrong(folder, "cannot be read");
        assertKeyWrong(PemFiles.write(folder.resolve("empty.pem"), ""), "there is no private key in this one");
        assertKeyWrong(
                PemFiles.write(folder.resolve("public.pem"), "PUBLIC KEY", new byte[64]),
                "there is no private key in this one");
        assertKeyWrong(PemFiles.write(folder.resolve("damaged.pem"), "PRIVATE KEY", new byte[64]), "damaged");
        assertKeyWrong(PemFiles.write(folder.resolve("damaged1.pem"), "RSA PRIVATE KEY", new byte[400]), "damaged");
        assertKeyWrong(PemFiles.ed25519(folder), "a key of another kind (Ed25519)");
        assertKeyWrong(PemFiles.ec(folder), "a key of another kind (EC)");
        assertKeyWrong(
                PemFiles.write(folder.resolve("sec1.pem"), "EC PRIVATE KEY", new byte[64]),
                "a key of another kind (EC PRIVATE KEY)");
        assertKeyWrong(
                PemFiles.write(folder.resolve("locked.pem"), "ENCRYPTED PRIVATE KEY", new byte[64]),
                "protected by a password");
        assertKeyWrong(
                PemFiles.write(
                        folder.resolve("locked1.pem"),
                        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n"
                                + "-----END RSA PRIVATE KEY-----\n"),
                "protected by a password");
    }

    /** Providers use different numbers of a key, so that one might sign with it and another not. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7})
    void aKeyWhoseNumbersDoNotBelongTogetherIsRefusedWhicheverProviderSigns(int wrong) {
        Path damaged = PemFiles.rsaWithWrong(folder, wrong);
        for (Provider provider : Provider.values()) {
            assertThatThrownBy(() -> new SigningKeys(
                            Settings.of("example.org", "p1", damaged).by(provider)))
                    .isInstanceOf(WrongSetting.class)
                    .hasMessageStartingWith("paperboy.dkim.key is '" + damaged + "'; allowed is")
                    .hasMessageEndingWith("the numbers in it do not belong together");
        }
    }

    @Test
    void aWrongSecondKeyIsRefusedToo() {
        Path rsa = PemFiles.rsa(folder, 2048);
        assertWrong(
                Settings.of("example.org", "p1", rsa).withEd25519("e1", rsa.toString()),
                "paperboy.dkim.ed25519.key is '" + rsa
                        + "'; allowed is the path of a PEM file with an Ed25519 private key",
                "a key of another kind (RSA)");
    }

    /** RFC 8301 §3.2: under 1024 bits nobody verifies, over 4096 nobody has to. */
    @Test
    void keysThatAreTooShortOrTooLongAreRefused() {
        assertKeyWrong(PemFiles.rsa(folder, 768), "this one has 768 bits");
        assertKeyWrong(PemFiles.rsa(folder, 1023), "this one has 1023 bits");
        assertKeyWrong(PemFiles.rsa(folder, 4097), "this one has 4097 bits");
        assertThat(onlyKey(Settings.of("example.org", "p1", PemFiles.rsa(folder, 1024)))
                        .bits())
                .isEqualTo(1024);
    }

    @Test
    void keysShowUpInNoText() {
        Path file = PemFiles.rsa(folder, 2048);
        SigningKeys keys = new SigningKeys(Settings.of("example.org", "p1", file));
        assertThat(keys.described()).isEqualTo("Mail is signed for example.org (RSA 2048 bits, selector p1)");
        assertThat(keys.list().toString()).isEqualTo("[RSA 2048 bits, selector p1]");

        String secret = read(file).lines().skip(10).findFirst().orElseThrow();
        Path broken = PemFiles.write(folder.resolve("cut.pem"), read(file).replaceFirst("MII", "AAA"));
        assertThatThrownBy(() -> new SigningKeys(Settings.of("example.org", "p1", broken)))
                .hasMessageNotContaining(secret)
                .hasMessageNotContaining("AAA");
    }

    private static SigningKey onlyKey(Settings settings) {
        assertThat(new SigningKeys(settings).list()).hasSize(1);
        return new SigningKeys(settings).list().getFirst();
    }

    private static void assertKeyWrong(Path file, String why) {
        assertWrong(
                Settings.of("example.org", "p1", file),
                "paperboy.dkim.key is '" + file
                        + "'; allowed is the path of a PEM file with an RSA private key of 2048 bits",
                why);
    }

    private static void assertWrong(Settings settings, String line, String why) {
        assertThatThrownBy(() -> new SigningKeys(settings))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(line)
                .hasMessageContaining(why);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}

package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paperboy.dkim.DkimSettings.Provider;
import dev.paperboy.kernel.WrongSetting;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CryptoTest {

    private static final String CORRETTO = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";
    private static final ClassLoader HERE = CryptoTest.class.getClassLoader();

    /** As where the build took no such library along. */
    private static final ClassLoader WITHOUT = ClassLoader.getPlatformClassLoader();

    @TempDir
    Path folder;

    private List<SigningKey> keys;

    @BeforeEach
    void readKeys() {
        keys = new SigningKeys(Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048))
                        .withEd25519("e1", PemFiles.ed25519(folder).toString()))
                .list();
    }

    @Test
    void correttoIsUsedWhereItLoadsAndNeverInstalled() throws GeneralSecurityException {
        Crypto crypto = Crypto.choose(Provider.AUTO, keys, HERE);
        assumeThat(crypto.provider())
                .as("a platform that Corretto is built for")
                .isPresent();

        assertThat(crypto.says()).startsWith("Amazon Corretto Crypto Provider 2.");
        assertThat(crypto.sha256().getProvider()).isSameAs(crypto.provider().get());
        for (SigningKey key : keys) {
            assertThat(crypto.signature(key).getProvider())
                    .isSameAs(crypto.provider().get());
        }
        assertThat(Security.getProviders())
                .noneMatch(provider -> provider.getName().contains("Corretto"));
    }

    @Test
    void theJdkIsUsedWhenAskedFor() throws GeneralSecurityException {
        Crypto crypto = Crypto.choose(Provider.JDK, keys, HERE);
        assertThat(crypto.says()).isEqualTo("the JDK");
        assertThat(crypto.signature(keys.getFirst()).getProvider().getName()).isEqualTo("SunRsaSign");
    }

    @Test
    void withoutCorrettoTheJdkSigns() throws GeneralSecurityException {
        Crypto crypto = Crypto.choose(Provider.AUTO, keys, WITHOUT);
        assertThat(crypto.provider()).isEmpty();
        assertThat(crypto.says()).isEqualTo("the JDK, because Amazon Corretto Crypto Provider is not there");
        assertThat(crypto.signature(keys.getFirst()).sign()).hasSize(256);
    }

    /** As on musl or a Mac: the classes are there, and their native library cannot be loaded. */
    @Test
    void withoutItsNativeLibraryTheJdkSigns() throws Exception {
        try (URLClassLoader crippled = new WithoutNativeLibrary()) {
            Crypto crypto = Crypto.choose(Provider.AUTO, keys, crippled);
            assertThat(crypto.provider()).isEmpty();
            assertThat(crypto.says()).startsWith("the JDK, because Amazon Corretto Crypto Provider does not load (");
            assertThat(crypto.says().lines()).hasSize(1);
        }
    }

    @Test
    void askedForAndNotThereItStopsTheStart() {
        assertThatThrownBy(() -> Crypto.choose(Provider.CORRETTO, keys, WITHOUT))
                .isInstanceOf(WrongSetting.class)
                .hasMessage(
                        "paperboy.dkim.provider is 'corretto'; allowed is auto or jdk on this machine: the provider is"
                                + " not there");
    }

    private static final class WithoutNativeLibrary extends URLClassLoader {

        WithoutNativeLibrary() throws ClassNotFoundException {
            super(
                    new URL[] {
                        Class.forName(CORRETTO, false, HERE)
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                    },
                    WITHOUT);
        }

        @Override
        public URL findResource(String name) {
            return name.endsWith(".so") ? null : super.findResource(name);
        }
    }
}

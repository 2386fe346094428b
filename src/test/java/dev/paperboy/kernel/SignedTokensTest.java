package dev.paperboy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedTokensTest {

    private static final UUID ADA = UUID.fromString("8f14e45f-ceea-467f-a8f0-1b5c1d3b0a11");

    @TempDir
    Path data;

    private record Settings(Path dataDir, Optional<String> secret) implements Newsletter {
        @Override
        public URI publicUrl() {
            return URI.create("http://localhost:8080");
        }

        @Override
        public String name() {
            return "Daily Papers";
        }

        @Override
        public Sender from() {
            return Sender.parse("papers@localhost");
        }

        @Override
        public Optional<String> postalAddress() {
            return Optional.empty();
        }

        @Override
        public ZoneId zone() {
            return ZoneOffset.UTC;
        }
    }

    private SignedTokens tokens() {
        return new SignedTokens(new Secret(new Settings(data, Optional.empty())));
    }

    @Test
    void aTokenWorksForItsPurposeOnly() {
        String token = tokens().sign(Purpose.CONFIRM, ADA);
        assertThat(tokens().read(Purpose.CONFIRM, token)).contains(ADA);
        assertThat(tokens().read(Purpose.UNSUBSCRIBE, token)).isEmpty();
        assertThat(tokens().read(Purpose.PREFERENCES, token)).isEmpty();
    }

    @Test
    void aTokenThatWasTouchedIsWorthless() {
        String token = tokens().sign(Purpose.CONFIRM, ADA);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens().read(Purpose.CONFIRM, token.substring(0, i) + other + token.substring(i + 1)))
                    .as("letter " + i)
                    .isEmpty();
        }
        assertThat(tokens().read(Purpose.CONFIRM, token.substring(1))).isEmpty();
        assertThat(tokens().read(Purpose.CONFIRM, token + "A")).isEmpty();
        assertThat(tokens().read(Purpose.CONFIRM, "")).isEmpty();
        assertThat(tokens().read(Purpose.CONFIRM, "näh!")).isEmpty();
    }

    @Test
    void linksOutliveARestartButNotAnotherSecret() throws Exception {
        String token = tokens().sign(Purpose.UNSUBSCRIBE, ADA);
        assertThat(tokens().read(Purpose.UNSUBSCRIBE, token)).contains(ADA);
        Files.writeString(data.resolve("secret"), "another secret, found in a backup");
        assertThat(tokens().read(Purpose.UNSUBSCRIBE, token)).isEmpty();
    }

    @Test
    void aSecretThatIsTooShortIsRefusedWithoutBeingShown() {
        Secret secret = new Secret(new Settings(data, Optional.of("hunter2")));
        assertThatThrownBy(secret::bytes)
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining("paperboy.secret")
                .hasMessageNotContaining("hunter2");
    }
}

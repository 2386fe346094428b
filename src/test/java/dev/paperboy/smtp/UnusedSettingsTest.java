package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.WrongSetting;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnusedSettingsTest {

    private static final Map<String, String> A_RELAY_BY_NAME = Map.of("paperboy.smtp.relays.near.host", "near.example");

    @ParameterizedTest
    @CsvSource({"port,25", "tls,none", "connections,2", "rate,5", "weight,7", "username,ada"})
    void whatIsMeantForARelayThatIsNotThereStopsTheStart(String name, String value) {
        Map<String, String> given = new HashMap<>(A_RELAY_BY_NAME);
        given.put("paperboy.smtp." + name, value);
        assertThatThrownBy(() -> check(given))
                .isInstanceOf(WrongSetting.class)
                .hasMessage("paperboy.smtp." + name + " is '" + value + "'; allowed is no value while"
                        + " paperboy.smtp.host is not set; the relays of paperboy.smtp.relays have their own");
    }

    @Test
    void aPasswordIsNotShown() {
        assertThatThrownBy(() -> check(Map.of("paperboy.smtp.password", "hush")))
                .hasMessageStartingWith("paperboy.smtp.password is ''; allowed is no value");
    }

    @Test
    void relaysByTheirNamesTheUsualOneAndTheMailboxNeedNoMore() {
        assertThatCode(() -> check(A_RELAY_BY_NAME)).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("paperboy.smtp.connections", "2"))).doesNotThrowAnyException();
        assertThatCode(() -> check(Map.of("paperboy.smtp.host", "far.example", "paperboy.smtp.rate", "5")))
                .doesNotThrowAnyException();
    }

    private static void check(Map<String, String> given) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(SmtpSettings.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(given, "test", 100))
                .build();
        new UnusedSettings(config.getConfigMapping(SmtpSettings.class), config).check(new StartupEvent());
    }
}

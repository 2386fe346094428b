package dev.paperboy.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxSettingsTest {

    private static OutboxSettings settings(Map<String, String> given) {
        return new SmallRyeConfigBuilder()
                .withMapping(OutboxSettings.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(given, "test", 100))
                .build()
                .getConfigMapping(OutboxSettings.class);
    }

    @Test
    void waitsAreWrittenInAnyUnitAndGrowWhereNothingIsSet() {
        assertThat(settings(Map.of("paperboy.smtp.retry-after", "45,2s, 1m30s ,PT1H"))
                        .retryAfter())
                .containsExactly(
                        Duration.ofSeconds(45), Duration.ofSeconds(2), Duration.ofSeconds(90), Duration.ofHours(1));
        assertThat(settings(Map.of()).retryAfter()).hasSize(8).isSorted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "2s,x", "0s", "5m,-1m", "1m;5m"})
    void aWrongWaitIsToldWithItsKeyItsValueAndWhatIsAllowed(String value) {
        assertThatThrownBy(() -> settings(Map.of("paperboy.smtp.retry-after", value)))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("paperboy.smtp.retry-after with the config value \"" + value + "\"")
                .hasMessageEndingWith("allowed is a list of waits such as 30s,5m,2h");
    }
}

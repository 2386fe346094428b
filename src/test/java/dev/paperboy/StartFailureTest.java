package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.paperboy.kernel.SpanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartFailureTest {

    @ConfigMapping(prefix = "kettle")
    interface Kettle {

        @WithDefault("5m")
        @WithConverter(SpanConverter.class)
        Duration whistle();

        @WithDefault("1m,2m")
        List<@WithConverter(SpanConverter.class) Duration> steps();

        Optional<@WithConverter(SpanConverter.class) Duration> password();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kettle.whistle  | soon | kettle.whistle is 'soon'; allowed is a span of time such as 20h, 30m or 15s
                    kettle.steps    | 2s,x | kettle.steps is '2s,x'; allowed is a span of time such as 20h, 30m or 15s
                    kettle.steps    | ''   | kettle.steps is ''; allowed is a value, or leaving the setting out
                    kettle.steps    | ,    | kettle.steps is ','; allowed is a value, or leaving the setting out
                    kettle.whistle  | ''   | kettle.whistle is ''; allowed is
                    kettle.password | tea  | kettle.password is '(hidden)'; allowed is a span of time
                    """)
    void aWrongSettingIsToldByItsKeyItsValueAndWhatIsAllowed(String key, String value, String line) {
        assertThat(StartFailure.lines(failure(Map.of(key, value))))
                .singleElement()
                .asString()
                .startsWith(line);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    kettle.wistle                             | kettle.wistle is no setting; README.md has a table
                    paperboy.smtp.domains.example.org.rate    | paperboy.smtp.domains.example.org.rate is no setting; a domain is written in quotes
                    """)
    void aKeyThatIsNoSettingIsToldOnce(String key, String line) {
        assertThat(StartFailure.lines(new ConfigValidationException(
                        new ConfigValidationException.Problem[] {problem(key), problem(key)})))
                .singleElement()
                .asString()
                .startsWith(line);
    }

    private static ConfigValidationException.Problem problem(String key) {
        return new ConfigValidationException.Problem(
                "SRCFG00050: " + key + " in SysPropConfigSource does not map to any root");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    08001 | Connection to 127.0.0.1:1 refused.       | the database does not answer: Connection to 127.0.0.1:1 refused. Start it
                    28P01 | FATAL: password authentication failed    | the database does not let us in: FATAL: password authentication failed; correct
                    3D000 | FATAL: database "paper" does not exist   | the database is not there: FATAL: database "paper" does not exist; create it
                    """)
    void whatTheDatabaseHasAgainstUsIsToldInOneLine(String state, String message, String line) {
        Throwable failure = new RuntimeException("Failed to start", new SQLException(message, state));
        assertThat(StartFailure.lines(failure)).singleElement().asString().startsWith(line);
    }

    @Test
    void aPortThatIsTakenIsToldInOneLine() {
        Throwable failure = new RuntimeException(
                "Failed to start", new IOException("Port already bound: 8080: Address already in use"));
        assertThat(StartFailure.lines(failure)).singleElement().asString().startsWith("port 8080 is taken");
    }

    @Test
    void severalWrongSettingsAreToldAtOnce() {
        assertThat(StartFailure.lines(failure(Map.of("kettle.whistle", "x", "kettle.steps", "y"))))
                .hasSize(2);
    }

    @Test
    void aFullDiskIsToldAsThatHoweverTheDatabaseSaysIt() {
        Throwable full = new IllegalStateException(
                "Unable to commit transaction",
                new IllegalStateException(
                        "Writing to a file failed; length 16384", new IOException("No space left on device")));

        assertThat(StartFailure.lines(full))
                .containsExactly("the disk of paperboy.data-dir is full; make room and start again, nothing is lost");
    }

    @Test
    void aDatabaseWithoutRoomForItsFirstPageAsksForRoom() {
        Throwable cut = new IllegalStateException("IO Exception: \"/srv/data/paperboy.mv.db\" [90028-240]");

        assertThat(StartFailure.lines(cut))
                .singleElement()
                .asString()
                .startsWith("the database cannot be kept in paperboy.data-dir")
                .contains("with room on its disk");
    }

    private static Throwable failure(Map<String, String> settings) {
        return catchThrowable(() -> new SmallRyeConfigBuilder()
                .withMapping(Kettle.class)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build());
    }
}

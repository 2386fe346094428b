package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.outbox.Courier;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Unreachable;
import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.ExampleRoute;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SmtpCourierTest {

    private final ScriptedSmtpServer server = ScriptedSmtpServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void withoutARelayMailGoesToTheMailboxInTheClearAndUnsigned() {
        var settings =
                new Settings(Optional.empty(), 587, Optional.of("papers"), Optional.empty(), SmtpSettings.Tls.REQUIRED);

        try (Courier.Line line = courier(settings).routes().getFirst().open()) {
            assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
        }
        assertThat(server.commands().getFirst()).isEqualTo("EHLO papers.example.org");
    }

    @Test
    void relayIsNotUsedInTheClearUnlessToldSo() {
        var careful = new Settings(
                Optional.of("127.0.0.1"), server.port(), Optional.empty(), Optional.empty(), SmtpSettings.Tls.REQUIRED);
        var told = new Settings(
                Optional.of("127.0.0.1"), server.port(), Optional.empty(), Optional.empty(), SmtpSettings.Tls.NONE);

        try (Courier.Line line = courier(careful).routes().getFirst().open()) {
            assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Unreachable.class);
        }
        try (Courier.Line line = courier(told).routes().getFirst().open()) {
            assertThat(Mails.to("ada@example.com").through(line)).isInstanceOf(Accepted.class);
        }
        assertThat(server.received()).hasSize(1);
    }

    @Test
    void settingsThatDoNotFitStopTheStart() {
        assertThatThrownBy(() -> new RelayPortConverter().convert("0")).hasMessage("allowed is a port from 1 to 65535");
        assertWrong(settings("papers", null), "paperboy.smtp.password");
        assertWrong(settings(null, "secret"), "paperboy.smtp.username");
    }

    @Test
    void withNothingSetARelayIsSpokenToOverTlsAndItsAnswerToTheDotIsAwaitedForTenMinutes() {
        SmtpSettings unset = new SmallRyeConfigBuilder()
                .withMapping(SmtpSettings.class)
                .build()
                .getConfigMapping(SmtpSettings.class);
        assertThat(unset.tls()).isEqualTo(SmtpSettings.Tls.REQUIRED);
        assertThat(unset.port()).isEqualTo(587);
        assertThat(unset.connections()).isEqualTo(8);
        assertThat(unset.rate()).isEmpty();
        assertThat(Patience.USUAL)
                .isEqualTo(new Patience(
                        Duration.ofSeconds(15), Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(10)));
    }

    private static Settings settings(String username, String password) {
        return new Settings(
                Optional.of("mail.example.org"),
                587,
                Optional.ofNullable(username),
                Optional.ofNullable(password),
                SmtpSettings.Tls.REQUIRED);
    }

    private void assertWrong(Settings settings, String message) {
        assertThatThrownBy(() -> courier(settings))
                .isInstanceOf(WrongSetting.class)
                .hasMessageContaining(message)
                .hasMessageNotContaining("secret");
    }

    private SmtpCourier courier(SmtpSettings settings) {
        return new SmtpCourier(
                settings,
                new ExampleRoute(settings.host(), Map.of(), server.port(), 10),
                ExampleNewsletter.from("papers@example.org"));
    }

    private record Settings(
            Optional<String> host,
            int port,
            Optional<String> username,
            Optional<String> password,
            SmtpSettings.Tls tls,
            int weight,
            Map<String, RelaySettings> relays)
            implements SmtpSettings {

        private Settings(
                Optional<String> host,
                int port,
                Optional<String> username,
                Optional<String> password,
                SmtpSettings.Tls tls) {
            this(host, port, username, password, tls, 1, Map.of());
        }

        @Override
        public int connections() {
            return 8;
        }

        @Override
        public Optional<Double> rate() {
            return Optional.empty();
        }
    }
}

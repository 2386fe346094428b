package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.DeliveryOutcome.Withdrawn;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who writes down that a mail is about to end is asked once, at the last moment, and can still call it back. */
@ParameterizedClass
@ValueSource(booleans = {true, false})
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class WitnessTest {

    private final Rig rig;
    private final ScriptedSmtpServer server;
    private final SmtpLine line;
    private final List<String> asked = new ArrayList<>();

    WitnessTest(boolean pipelining) {
        this.rig = new Rig(pipelining);
        this.server = rig.server;
        this.line = rig.line();
    }

    @AfterEach
    void stop() {
        line.close();
        rig.close();
    }

    private boolean agree() {
        asked.add(server.commands().getLast() + ", " + server.received().size() + " received");
        return true;
    }

    @Test
    void isAskedOnceAMailAfterTheRelayHasGoneAheadAndBeforeTheMailHasEnded() {
        Mails.to("ada@example.com").through(line, this::agree);
        Mails.to("grace@example.com").through(line, this::agree);

        assertThat(asked).containsExactly("DATA, 0 received", "DATA, 1 received");
    }

    @Test
    void isAskedOnceThoughTheConnectionWasStale() {
        Mails.to("ada@example.com").through(line);
        server.hangUpOnAll();

        assertThat(Mails.to("grace@example.com").through(line, this::agree)).isInstanceOf(Accepted.class);
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT,421 no",
        "MAIL,451 no",
        "RCPT,550 no",
        "DATA,554 no",
        "DATA,250 no",
        "DATA," + ScriptedSmtpServer.HANG_UP
    })
    void isNotAskedAboutAMailThatGoesNoFurther(String command, String reply) {
        server.next(command, reply);

        assertThat(Mails.to("ada@example.com").through(line, this::agree)).isNotInstanceOf(Accepted.class);
        assertThat(asked).isEmpty();
    }

    @Test
    void isNotAskedWhenTheReaderWasTurnedDownThoughTheRelayWaitsForTheMail() {
        server.next("RCPT", "450 not now").next("DATA", "354 go ahead all the same");

        Mails.to("ada@example.com").through(line, this::agree);

        assertThat(asked).isEmpty();
    }

    @Test
    void mailThatIsWithdrawnIsNeverEnded() {
        assertThat(Mails.to("ada@example.com").through(line, () -> false)).isEqualTo(new Withdrawn());

        assertThat(Mails.to("grace@example.com").through(line, this::agree)).isInstanceOf(Accepted.class);
        assertThat(server.received()).singleElement().satisfies(mail -> assertThat(mail.to())
                .containsExactly("<grace@example.com>"));
        assertThat(server.connections()).isEqualTo(2);
    }

    @Test
    void mailWhoseWitnessFailsIsNeverEndedEither() {
        assertThatThrownBy(() -> Mails.to("ada@example.com").through(line, () -> {
                    throw new IllegalStateException("the journal is full");
                }))
                .hasMessage("the journal is full");

        assertThat(Mails.to("grace@example.com").through(line)).isInstanceOf(Accepted.class);
        assertThat(server.received()).hasSize(1);
        assertThat(server.connections()).isEqualTo(2);
    }
}

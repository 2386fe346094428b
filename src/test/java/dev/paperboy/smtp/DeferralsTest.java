package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.Deferral;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeferralsTest {

    @ParameterizedTest
    @CsvSource({
        "451 4.3.0 Error: queue file write error, RELAY",
        "452 4.3.1 Insufficient system storage, RELAY",
        "451 Temporary local problem - please try later, RELAY",
        "451 Requested action aborted: local error in processing, RELAY",
        "452 Requested action not taken: insufficient system storage, RELAY",
        "452 4.2.2 mailbox full, MAIL",
        "450 4.2.0 <ada@example.org>: Recipient address rejected: Greylisted, MAIL",
        "451 4.7.1 come again in a minute, MAIL",
        "451 greylisted, MAIL",
        "451 4.3.0 Greylisting in action, MAIL",
        "450 mailbox is busy, MAIL",
        "450 4.1.2 <ada@example.org>: Domain not found, MAIL",
        "450 4.1.8 <papers@example.org>: Sender address rejected: Domain not found, UNCLEAR",
        "451 4.4.3 no answer from DNS, UNCLEAR",
        "451 try again later, UNCLEAR"
    })
    void replySaysWhomItIsAbout(String line, Deferral expected) {
        SmtpReply reply = new SmtpReply(Integer.parseInt(line.substring(0, 3)), line);
        assertThat(Deferrals.of(reply)).isEqualTo(expected);
    }
}

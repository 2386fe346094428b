package dev.paperboy.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.Refusal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalsTest {

    @ParameterizedTest
    @CsvSource({
        "RCPT,550 5.1.1 no such user,ADDRESS",
        "RCPT,550-5.1.1 The account does not exist,ADDRESS",
        "DOT,550 5.1.10 recipient not found,ADDRESS",
        "RCPT,550 5.1.0 address rejected,MAIL",
        "RCPT,550 5.1.0 <papers@example.org>: Sender address rejected,POLICY",
        "RCPT,550 5.1.2 bad host,ADDRESS",
        "RCPT,501 5.1.3 bad syntax,ADDRESS",
        "RCPT,551 5.1.6 moved,ADDRESS",
        "RCPT,550 #5.1.1 unknown,ADDRESS",
        "RCPT,550 User unknown in local table,ADDRESS",
        "RCPT,550 No such user here,ADDRESS",
        "RCPT,553 mailbox not found,ADDRESS",
        "DOT,550 user unknown,MAIL",
        "RCPT,554 user unknown,MAIL",
        "RCPT,550 sender domain does not exist,MAIL",
        "RCPT,550 5.2.1 user unknown or so,MAIL",
        "RCPT,550 5.1.100 not in any book,MAIL",
        "RCPT,550 see 5.1.1 in the manual,MAIL",
        "RCPT,552 5.2.2 mailbox full,MAIL",
        "RCPT,550 5.2.1 disabled,MAIL",
        "DOT,552 5.3.4 too big,MAIL",
        "DATA,554 5.5.1 no valid recipients,MAIL",
        "RCPT,550 5.7.13 account disabled,MAIL",
        "RCPT,550 5.7.17 another owner,MAIL",
        "RCPT,550 4.4.7 told so,MAIL",
        "DOT,550,MAIL",
        "RCPT,554 5.7.1 relay access denied,POLICY",
        "DOT,550 5.7.26 unauthenticated,POLICY",
        "DOT,550 5.7.515 access denied,POLICY",
        "DOT,550-5.7.1 [192.0.2.1] user unknown,POLICY",
        "RCPT,550 5.1.8 sender domain not found,POLICY",
        "DOT,554 Message looks like SPAM,POLICY",
        "DATA,554 blocked,POLICY",
        "RCPT,554 your address is on a blacklist,POLICY",
        "DOT,554 against our policy,POLICY",
        "DOT,554 transaction failed,MAIL",
        "DOT,550 it is spam,MAIL"
    })
    void codeSaysWhomARefusalIsAbout(Stage stage, String reply, Refusal expected) {
        SmtpReply given = new SmtpReply(Integer.parseInt(reply.substring(0, 3)), reply + "\n");

        assertThat(Refusals.of(given, stage)).isEqualTo(expected);
    }
}

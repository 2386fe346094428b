package dev.paperboy.dkim;

import static dev.paperboy.dkim.Signing.BODY;
import static dev.paperboy.dkim.Signing.HEADER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.dkim.DkimSettings.Provider;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.MailBuffer;
import dev.paperboy.outbox.Courier;
import dev.paperboy.outbox.DeliveryOutcome.Accepted;
import dev.paperboy.outbox.Envelope;
import dev.paperboy.smtp.RoutesToServers;
import dev.paperboy.testsupport.ReceivedMail;
import dev.paperboy.testsupport.Receiver;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that are signed, sent and received: over both ways of sending, signed by either provider. */
@ParameterizedClass
@CsvSource({"PIPELINING, AUTO", "PIPELINING, JDK", "8BITMIME, AUTO", "8BITMIME, JDK"})
class AsReceivedTest {

    private static final EmailAddress PAPERS = new EmailAddress("papers@example.org");
    private static final EmailAddress ADA = new EmailAddress("ada@example.com");

    @TempDir
    static Path folder;

    private final ScriptedSmtpServer server;
    private final Signing signing;
    private final Receiver receiver;
    private Courier.Line line;

    AsReceivedTest(String extension, Provider provider) {
        this.server = ScriptedSmtpServer.start().offering("SMTPUTF8", extension);
        this.signing = Signing.by(Signing.withBothKeys(folder).by(provider));
        this.receiver = signing.receiver();
    }

    @BeforeEach
    void open() {
        line = new RoutesToServers()
                .to("relay", server.port(), 1, 1)
                .routes()
                .getFirst()
                .open();
    }

    @AfterEach
    void stop() {
        line.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".\r\n",
                "..x\r\n.\r\n...\r\n.hidden\r\n\r\n.\r\nlines that begin with dots\r\n..\r\n",
                "an end of empty lines\r\n\r\n\r\n\r\n",
                "\r\n\r\na start of empty lines, and blanks  \t \r\n \t\r\n  .\r\n",
                "Grüße aus Köln, 今日の論文\r\n.今日\r\n",
                "--b\r\n=E2=80=94 quoted-printable=\r\n.goes on=20\r\n--b--\r\n"
            })
    void bodiesOfEveryShapeArriveAsTheyWereSigned(String body) {
        assertArrivesAndVerifies(ADA, HEADER, body);
    }

    @Test
    void linesOf998CharactersArriveAsTheyWereSigned() {
        assertArrivesAndVerifies(ADA, HEADER, "x".repeat(998) + "\r\n" + ".".repeat(998) + "\r\n.\r\n");
        assertArrivesAndVerifies(ADA, HEADER, ("." + "word ".repeat(199) + "\r\n").repeat(200));
        assertArrivesAndVerifies(ADA, "X-Long: " + "y".repeat(990) + "\r\n" + HEADER, BODY);
    }

    /** jDKIM hashes a line end for them; RFC 6376 §3.4.4 hashes nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "\r\n\r\n \t\r\n"})
    void bodiesWithoutTextArriveAsTheyWereSigned(String body) {
        ReceivedMail mail = arrived(ADA, HEADER, body);
        assertThat(receiver.acceptsByTheWord(mail.bytes())).containsExactly("p1", "e1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "To: =?UTF-8?Q?Gr=C3=A4fin_von_K=C3=B6nigsmark?=\r\n =?UTF-8?Q?_und_Freunde?= <ada@example.com>\r\n",
                "To: Gräfin Ada <ada@example.com>\r\n",
                "Reply-To: 新聞 <papers@example.org>\r\n"
            })
    void namesInAnyScriptArriveAsTheyWereSigned(String field) {
        assertArrivesAndVerifies(ADA, HEADER.replaceFirst("(?m)^To:.*\r\n", "") + field, BODY);
    }

    @Test
    void mailToAForeignAddressArrivesAsItWasSigned() {
        EmailAddress jozef = new EmailAddress("józef@example.com");
        assertArrivesAndVerifies(jozef, HEADER.replace("ada@example.com", "józef@example.com"), BODY);
        assertThat(server.commands()).contains("MAIL FROM:<papers@example.org> SMTPUTF8");
    }

    private void assertArrivesAndVerifies(EmailAddress to, String header, String body) {
        ReceivedMail mail = arrived(to, header, body);
        assertThat(receiver.acceptsByJdkim(mail.bytes())).containsExactly("p1");
        assertThat(receiver.acceptsByTheWord(mail.bytes())).containsExactly("p1", "e1");
        if (mail.raw().length > mail.bytes().length) {
            assertThat(receiver.acceptsByJdkim(mail.raw()))
                    .as("with its dots doubled, as on the wire")
                    .isEmpty();
        }
    }

    private ReceivedMail arrived(EmailAddress to, String header, String body) {
        MailBuffer mail = Signing.buffer(header, body);
        signing.signer().sign(mail);
        byte[] signed = mail.copy();
        assertThat(line.send(new Envelope(PAPERS, to), mail, () -> true)).isInstanceOf(Accepted.class);
        ReceivedMail received = server.received().getLast();
        assertThat(received.bytes()).isEqualTo(signed);
        return received;
    }
}

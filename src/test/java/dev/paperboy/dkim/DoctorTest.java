package dev.paperboy.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.paperboy.dkim.Finding.Verdict;
import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.ExampleRoute;
import dev.paperboy.testsupport.LoopbackDns;
import io.quarkus.bootstrap.naming.DisabledInitialContextManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoctorTest {

    private static final String KEY_NAME = "p1._domainkey.example.org";
    private static final String SECOND_NAME = "e1._domainkey.example.org";

    @TempDir
    Path folder;

    private final LoopbackDns dns = LoopbackDns.start();
    private Settings settings;

    @BeforeEach
    void makeKeys() {
        settings = Settings.of("example.org", "p1", PemFiles.rsa(folder, 2048))
                .withEd25519("e1", PemFiles.ed25519(folder).toString())
                .asking(dns.address());
    }

    @AfterEach
    void stop() {
        dns.close();
    }

    @Test
    void whatThePrescriptionSaysCuresEverything() {
        Doctor doctor = doctor("papers@example.org", ExampleRoute.through("mail.example.org"));
        assertThat(doctor.check())
                .extracting(Finding::verdict)
                .containsExactly(Verdict.MISSING, Verdict.MISSING, Verdict.MISSING, Verdict.MISSING);
        assertThat(doctor.check())
                .allSatisfy(finding -> assertThat(finding.next()).contains("Publish the record"));

        doctor.records().stream()
                .filter(record -> record.type().equals("TXT"))
                .forEach(record -> dns.publish(record.name(), List.of(record.strings())));

        assertThat(doctor.check()).allSatisfy(finding -> {
            assertThat(finding.verdict()).as(finding.toString()).isEqualTo(Verdict.GOOD);
            assertThat(finding.next()).isEmpty();
        });
        assertThat(doctor.check())
                .extracting(Finding::subject)
                .containsExactly(KEY_NAME, SECOND_NAME, "example.org", "_dmarc.example.org");
    }

    @Test
    void recordsAreReadyToPublish() {
        List<DnsRecord> records = doctor("papers@example.org", ExampleRoute.through("mail.example.org"))
                .records();

        assertThat(records)
                .extracting(DnsRecord::name)
                .containsExactly("example.org", KEY_NAME, SECOND_NAME, "_dmarc.example.org");
        assertThat(records.getFirst().zoneLine()).isEqualTo("example.org. IN TXT \"v=spf1 a:mail.example.org ~all\"");
        assertThat(records.get(1).value()).startsWith("v=DKIM1; k=rsa; p=MII").hasSizeGreaterThan(255);
        assertThat(records.get(1).strings()).hasSize(2).allSatisfy(string -> assertThat(string.length())
                .isLessThanOrEqualTo(255));
        assertThat(records.get(1).note()).contains("255");
        assertThat(records.get(2).value()).startsWith("v=DKIM1; k=ed25519; p=").hasSize(66);
        assertThat(records.get(3).value()).isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@example.org");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.25, ip4:192.0.2.25, 25.2.0.192.in-addr.arpa",
        "2001:db8::25, ip6:2001:db8::25, 5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa",
        "[2001:DB8::25], ip6:2001:db8::25, 5.2.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa"
    })
    void aRelayWithAnAddressHasRecordsReadyToPublish(String relay, String mechanism, String pointer) {
        Doctor doctor = doctor("papers@example.org", ExampleRoute.through(relay));
        assertThat(doctor.records().getFirst().value()).isEqualTo("v=spf1 " + mechanism + " ~all");
        assertThat(doctor.records().getLast().zoneLine()).isEqualTo(pointer + ". IN PTR HOST-THAT-DELIVERS.");
        assertThat(doctor.records().getLast().note()).contains("Put that name in place of HOST-THAT-DELIVERS");
        assertThat(doctor.remarks()).isEmpty();
    }

    /** What address it delivers from is not known here, so there is no line to copy. */
    @Test
    void aRelayWithANameIsToldWhatHasToHoldInWords() {
        Doctor doctor = doctor("papers@example.org", ExampleRoute.through("Mail.Example.org"));
        assertThat(doctor.records().getFirst().value()).isEqualTo("v=spf1 a:mail.example.org ~all");
        assertThat(doctor.records()).extracting(DnsRecord::type).containsOnly("TXT");
        assertThat(doctor.remarks())
                .singleElement()
                .asString()
                .startsWith("PTR: each address that mail.example.org delivers from must lead to a name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "postfix",
                "127.0.0.1",
                "::1",
                "10.1.2.3",
                "172.16.0.9",
                "172.31.255.1",
                "192.168.4.5",
                "100.64.0.1",
                "169.254.1.1",
                "fd00::25",
                "fe80::1"
            })
    void whatOnlyThisNetworkSeesIsNotPublished(String relay) {
        Doctor doctor = doctor("papers@example.org", ExampleRoute.through(relay));
        DnsRecord spf = doctor.records().getFirst();
        assertThat(spf.value()).isEqualTo("v=spf1 a:HOST-THAT-DELIVERS ~all");
        assertThat(spf.note())
                .contains("Receivers do not see " + relay + ": put the public address that mail leaves by in place of");
        assertThat(doctor.records()).extracting(DnsRecord::type).containsOnly("TXT");
        assertThat(doctor.remarks())
                .singleElement()
                .asString()
                .startsWith("PTR: the public address that mail leaves " + relay + " by must lead to a name");
    }

    @Test
    void severalRelaysShareOneSpfRecordAndHaveAPointerEach() {
        Doctor doctor = doctor(
                "papers@example.org",
                ExampleRoute.through("mail.example.org")
                        .and("zwei", "2001:db8::26")
                        .and("eins", "192.0.2.25")
                        .and("innen", "10.0.0.5"));
        assertThat(doctor.records().getFirst().value())
                .isEqualTo("v=spf1 a:mail.example.org ip4:192.0.2.25 a:HOST-THAT-DELIVERS ip6:2001:db8::26 ~all");
        assertThat(doctor.records())
                .filteredOn(record -> record.type().equals("PTR"))
                .extracting(DnsRecord::name)
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo("25.2.0.192.in-addr.arpa"),
                        second -> assertThat(second).endsWith(".ip6.arpa"));
        assertThat(doctor.remarks())
                .satisfiesExactly(first -> assertThat(first).contains("mail.example.org"), second -> assertThat(second)
                        .contains("10.0.0.5"));
    }

    @Test
    void withoutADomainTheRestIsStillChecked() {
        settings = Settings.none().asking(dns.address());
        Doctor doctor = doctor("papers@example.org");
        assertThat(doctor.signing()).contains("left to the relay");
        assertThat(doctor.records()).extracting(DnsRecord::type).containsExactly("TXT", "TXT");
        assertThat(doctor.remarks())
                .satisfiesExactly(
                        first -> assertThat(first)
                                .startsWith("DKIM: mails are not signed here.")
                                .contains("its provider says which record to publish"),
                        second -> assertThat(second).startsWith("PTR: the address that your mail will be delivered"));
        assertThat(doctor.check()).extracting(Finding::subject).containsExactly("example.org", "_dmarc.example.org");
    }

    /** RFC 8058 §3.1 wants an https link, and a reader's machine has to find it. */
    @ParameterizedTest
    @CsvSource({
        "http://papers.example.org, without https no receiver offers to leave with one click",
        "http://localhost:8080, leads nowhere from a reader's machine",
        "https://127.0.0.1, leads nowhere from a reader's machine",
        "https://papers, leads nowhere from a reader's machine"
    })
    void linksThatOneClickCannotFollowAreFound(String publicUrl, String says) {
        ExampleNewsletter newsletter = ExampleNewsletter.from("papers@example.org");
        assertThat(doctor(newsletter, ExampleRoute.toMailbox(2525, 10)).check())
                .noneMatch(finding -> finding.subject().equals("paperboy.public-url"));
        assertThat(doctor(newsletter.at(publicUrl), ExampleRoute.toMailbox(2525, 10))
                        .check())
                .filteredOn(finding -> finding.subject().equals("paperboy.public-url"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.verdict()).isEqualTo(Verdict.WRONG);
                    assertThat(finding.says()).contains(publicUrl, says);
                    assertThat(finding.next()).contains("https://papers.example.org");
                });
    }

    @Test
    void aKeyThatDoesNotFitIsToldFromOneThatDoes() {
        String ours = doctor("papers@example.org").records().get(1).value();
        String half = ours.substring(ours.indexOf("p="));

        assertKey(Verdict.GOOD, "is the one", ours);
        assertKey(Verdict.GOOD, "is the one", half);
        assertKey(Verdict.GOOD, "is the one", "v=DKIM1;h=sha1:sha256;s=email;" + half.replace("MII", "MI I"));
        assertKey(
                Verdict.WRONG,
                "Another key",
                ours.substring(0, 100) + (ours.charAt(100) == 'x' ? 'y' : 'x') + ours.substring(101));
        assertKey(Verdict.WRONG, "Another key", "v=DKIM1; p=%%%");
        assertKey(Verdict.WRONG, "revoked", "v=DKIM1; p=");
        assertKey(Verdict.WRONG, "another kind", "v=DKIM1; k=ed25519; " + half);
        assertKey(Verdict.WRONG, "sha256", "v=DKIM1; h=sha1; " + half);
        assertKey(Verdict.GOOD, "is the one", "v=DKIM1; s=tlsrpt : email; " + half);
        assertKey(Verdict.GOOD, "is the one", "v=DKIM1; s=*; " + half);
        assertKey(Verdict.WRONG, "not for mail (s=tlsrpt)", "v=DKIM1; s=tlsrpt; " + half);
        assertKey(Verdict.WRONG, "without what has to stand around it", "v=DKIM1; p=" + bare(half));
        assertKey(Verdict.WRONG, "tested", "v=DKIM1; t=y:s; " + half);
        assertKey(Verdict.MISSING, "not a DKIM key", "some other text");
        assertKey(Verdict.WRONG, "2 keys", ours, "v=DKIM1; p=AAAA");
        assertKey(Verdict.GOOD, "is the one", ours, "google-site-verification=abc");
    }

    /** The RSAPublicKey without the SubjectPublicKeyInfo around it, which for 2048 bits is 24 octets. */
    private static String bare(String half) {
        byte[] whole = Base64.getDecoder().decode(half.substring("p=".length()));
        return Base64.getEncoder().encodeToString(Arrays.copyOfRange(whole, 24, whole.length));
    }

    private void assertKey(Verdict verdict, String says, String... texts) {
        dns.publish(
                KEY_NAME,
                Arrays.stream(texts)
                        .map(text -> new DnsRecord(KEY_NAME, "TXT", text, "").strings())
                        .toList());
        Finding finding = doctor("papers@example.org").check().getFirst();
        assertThat(finding.verdict()).as(finding.toString()).isEqualTo(verdict);
        assertThat(finding.says()).contains(says);
        assertThat(finding.next().isEmpty()).isEqualTo(verdict == Verdict.GOOD);
    }

    @Test
    void severalSpfOrDmarcRecordsAreAsBadAsNone() {
        dns.publish(
                "example.org", List.of(List.of("v=spf1 -all"), List.of("V=SPF1 a ~all"), List.of("v=spf10 nonsense")));
        dns.publish("_dmarc.example.org", List.of(List.of("v=DMARC1; p=none"), List.of("v=DMARC1; p=reject")));
        assertThat(doctor("papers@example.org").check())
                .filteredOn(finding -> finding.says().contains("There are 2"))
                .extracting(Finding::subject, Finding::verdict)
                .containsExactly(tuple("example.org", Verdict.WRONG), tuple("_dmarc.example.org", Verdict.WRONG));
    }

    @Test
    void theDmarcRecordOfTheDomainAboveCounts() {
        dns.publish("_dmarc.example.org", List.of(List.of("v=DMARC1; p=quarantine")));
        Finding dmarc = doctor("papers@news.daily.example.org").check().getLast();
        assertThat(dmarc.verdict()).isEqualTo(Verdict.GOOD);
        assertThat(dmarc.subject()).isEqualTo("_dmarc.example.org");
    }

    @Test
    void aSenderThatTheSignatureDoesNotCoverIsTold() {
        assertThat(doctor("papers@localhost").check())
                .extracting(Finding::subject)
                .startsWith("paperboy.from", "paperboy.dkim.domain");
        assertThat(doctor("papers@example.org.evil.example").check())
                .extracting(Finding::subject)
                .startsWith("paperboy.dkim.domain");
        assertThat(doctor("papers@news.example.org").check())
                .extracting(Finding::subject)
                .startsWith(KEY_NAME);
        settings = settings.withDomain("mail.example.org");
        assertThat(doctor("papers@example.org").check())
                .extracting(Finding::subject)
                .startsWith(KEY_NAME.replace("example.org", "mail.example.org"));
    }

    /** RFC 8301 §3.2: signers must use 1024 bits at least, and should use 2048. */
    @Test
    void aShortRsaKeyIsPointedOutAndALongerOneIsNot() {
        Finding shortKey = Finding.wrong(
                "paperboy.dkim.key",
                "The key in paperboy.dkim.key has 1024 bits, and should have 2048 or more (RFC 8301)",
                "Make one of 2048 bits, and publish it under a new selector");
        assertThat(doctor("papers@example.org").check())
                .noneMatch(finding -> finding.subject().equals(shortKey.subject()));
        settings = settings.withRsa("p1", PemFiles.rsa(folder, 1024).toString());
        assertThat(doctor("papers@example.org").check()).startsWith(shortKey);
        settings = settings.withRsa("p1", PemFiles.rsa(folder, 2047).toString());
        assertThat(doctor("papers@example.org").check().getFirst().says()).contains("2047 bits");
    }

    @Test
    void aServerThatFailsIsToldFromARecordThatIsMissing() {
        dns.breakDown();
        assertThat(doctor("papers@example.org").check()).allSatisfy(finding -> {
            assertThat(finding.verdict()).isEqualTo(Verdict.NO_ANSWER);
            assertThat(finding.next()).contains("Try again").contains("paperboy.dkim.dns");
        });
    }

    @Test
    void nobodyAtHomeIsNoAnswerToo() {
        String address = dns.address();
        dns.close();
        settings = settings.asking(address);
        assertThat(doctor("papers@example.org").check())
                .extracting(Finding::verdict)
                .containsOnly(Verdict.NO_ANSWER);
    }

    /** The runner switches lookups by name off, because they let strangers load classes; the doctor does not need them. */
    @Test
    void theDnsIsAskedAlthoughLookupsByNameAreSwitchedOff() {
        DisabledInitialContextManager.register();
        assertThatThrownBy(() -> new InitialContext().lookup("dns:example.org")).isInstanceOf(NamingException.class);
        dns.publish("example.org", List.of(List.of("v=spf1 -all")));
        assertThat(new Dns(settings).texts("example.org")).isEqualTo(new Dns.Answer.Found(List.of("v=spf1 -all")));
    }

    @Test
    void stringsOfARecordAreJoinedAsTheyAre() {
        dns.publish(
                "example.org",
                List.of(List.of("v=spf1 a", " mx \"x\\y\"", "~all"), List.of("one"), List.of("two", "three")));
        assertThat(new Dns(settings).texts("example.org"))
                .isEqualTo(new Dns.Answer.Found(List.of("v=spf1 a mx \"x\\y\"~all", "one", "twothree")));
        dns.publish("empty.example.org", List.of());
        assertThat(new Dns(settings).texts("empty.example.org")).isEqualTo(new Dns.Answer.None());
        assertThat(new Dns(settings).texts("nowhere.example.org")).isEqualTo(new Dns.Answer.None());
    }

    @Test
    void serversThatCannotBeMeantStopTheStart() {
        assertThatThrownBy(() -> new Dns(settings.asking("dns://a b")))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith("paperboy.dkim.dns is 'dns://a b'; allowed is");
    }

    private Doctor doctor(String from) {
        return doctor(from, ExampleRoute.toMailbox(2525, 10));
    }

    private Doctor doctor(String from, ExampleRoute route) {
        return doctor(ExampleNewsletter.from(from), route);
    }

    private Doctor doctor(ExampleNewsletter newsletter, ExampleRoute route) {
        return new Doctor(new SigningKeys(settings), new Dns(settings), newsletter, route);
    }
}

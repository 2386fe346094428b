package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.testsupport.DkimKey;
import dev.paperboy.testsupport.LoopbackDns;
import dev.paperboy.testsupport.PackagedPaperboy;
import dev.paperboy.testsupport.Receiver;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only the packaged application can show: how it starts, how it refuses to, and what a kill leaves behind. */
class PackagedIT {

    private static final Map<String, String> USUAL = Map.of("PAPERBOY_ADMIN_PASSWORD", "correct horse battery");
    private static final Pattern CONFIRM_LINK = Pattern.compile("/confirm/(?:[A-Za-z0-9_-]|=\\r?\\n)+");
    private static final Pattern ZONE_LINE = Pattern.compile("(?m)^(\\S+)\\. IN TXT (.+)$");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    /** Whatever the time is, today's issue is due. */
    private static final Map<String, String> WITH_AN_ISSUE =
            Map.of("PAPERBOY_ADMIN_PASSWORD", "correct horse battery", "PAPERBOY_ISSUE_ASSEMBLE", "0 0 0 * * ?");

    private static final int KILLS = 3;
    private static final int CONNECTIONS = 8;
    private static final int QUIET_LOOKS = 12;

    @TempDir
    Path folder;

    @Test
    void aFirstStartSaysWhereEverythingIsAndASecondKeepsIt() throws IOException {
        try (PackagedPaperboy first = PackagedPaperboy.start(folder, Map.of())) {
            assertThat(first.log())
                    .contains("Papers and sign-up   http://localhost:8080/")
                    .contains("Console              http://localhost:8080/console, sign in as admin with the password ")
                    .contains("Mail                 is caught here: http://localhost:8080/mailbox")
                    .contains("Next issue           ");
            first.post("/subscribe", Map.of("email", "ada@example.org"));
            awaitMails(first, 1);
        }
        try (PackagedPaperboy second = PackagedPaperboy.start(folder, Map.of())) {
            assertThat(second.get("/mailbox/messages")).contains("ada@example.org");
            assertThat(second.log().split("sign in as admin with the password", -1))
                    .hasSize(2);
        }
        assertThat(column("select email from reader")).containsExactly("ada@example.org");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PAPERBOY_ZONE              | Mars/Phobos | paperboy.zone is 'Mars/Phobos'; allowed is an IANA time zone
                    PAPERBOY_SMTP_ON_UNCERTAIN | maybe       | paperboy.smtp.on-uncertain is 'maybe'; allowed is one of
                    PAPERBOY_SMTP_CONNECTIONS  | 0           | paperboy.smtp.connections is '0'; allowed is a number of connections from 1
                    PAPERBOY_SMTP_RETRY_AFTER  | 2s,x        | paperboy.smtp.retry-after is '2s,x'; allowed is a list of waits such as
                    PAPERBOY_ISSUE_ASSEMBLE    | every day   | paperboy.issue.assemble is 'every day'; allowed is a Quartz cron expression
                    PAPERBOY_DATA_DIR          | /dev/null   | paperboy.data-dir is '/dev/null'; allowed is a folder
                    PAPERBOY_PUBLIC_URL        | papers.org  | paperboy.public-url is 'papers.org'; allowed is an address such as
                    PAPERBOY_FROM              | nobody      | paperboy.from is 'nobody'; allowed is: Name <address@domain>
                    """)
    void aWrongSettingStopsTheStartWithOneLine(String key, String value, String line) throws IOException {
        PackagedPaperboy refused = PackagedPaperboy.launch(folder, Map.of(key, value));
        assertThat(refused.awaitEnd()).isEqualTo(2);
        assertThat(refused.logLines()).singleElement().asString().startsWith("Paperboy does not start: " + line);
    }

    @Test
    void theDoctorWorksBesideARunningPaperboy() throws IOException {
        try (PackagedPaperboy running = PackagedPaperboy.start(folder, USUAL)) {
            PackagedPaperboy.Ended report = running.beside("doctor");
            assertThat(report.err()).isEmpty();
            assertThat(report.exitCode()).isZero();
            assertThat(report.out())
                    .startsWith("Mail is not signed here; DKIM is left to the relay.")
                    .contains("The sender is at localhost, which no receiver can look up.")
                    .contains("Set paperboy.from to an address")
                    .doesNotContain(" IN TXT ", " IN PTR ");

            PackagedPaperboy.Ended test = running.beside("doctor", "--test", "ada@example.org");
            assertThat(test.err()).isEmpty();
            assertThat(test.exitCode()).isZero();
            assertThat(test.out()).contains("The mailbox took it: 250").doesNotContain(" IN TXT ");
            assertThat(messages(running)).singleElement().satisfies(mail -> {
                assertThat(mail.get("to").asText()).isEqualTo("ada@example.org");
                assertThat(mail.get("subject").asText()).isEqualTo("Test mail from Daily Papers");
            });
        }
        assertThat(column("select id from delivery")).isEmpty();
    }

    @Test
    void theDoctorIsContentWhenItsRecordsArePublishedAndLeavesNothingBehind() throws Exception {
        try (LoopbackDns dns = LoopbackDns.start();
                ScriptedSmtpServer relay = ScriptedSmtpServer.start()) {
            Map<String, String> settings = Map.of(
                    "PAPERBOY_FROM", "Daily Papers <papers@example.org>",
                    "PAPERBOY_PUBLIC_URL", "https://papers.example.org",
                    "PAPERBOY_SMTP_HOST", "127.0.0.1",
                    "PAPERBOY_SMTP_PORT", String.valueOf(relay.port()),
                    "PAPERBOY_SMTP_TLS", "none",
                    "PAPERBOY_DKIM_DOMAIN", "example.org",
                    "PAPERBOY_DKIM_SELECTOR", "p1",
                    "PAPERBOY_DKIM_KEY", DkimKey.in(folder).file().toString(),
                    "PAPERBOY_DKIM_DNS", dns.address());

            PackagedPaperboy.Ended ill = PackagedPaperboy.command(folder, settings, "doctor", "--check");
            assertThat(ill.exitCode()).isEqualTo(1);
            assertThat(ill.out())
                    .contains("missing    p1._domainkey.example.org", "Next: Publish the record above")
                    .contains("3 of 3 need your attention.");

            Map<String, List<String>> printed = printedRecords(ill.out());
            printed.forEach((name, strings) -> dns.publish(name, List.of(strings)));
            PackagedPaperboy.Ended well =
                    PackagedPaperboy.command(folder, settings, "doctor", "--check", "--test", "ada@example.org");
            assertThat(well.out()).contains("All is well.").contains("The relay took it: 250");
            assertThat(well.exitCode()).isZero();
            assertThat(relay.received()).singleElement().satisfies(mail -> {
                assertThat(mail.text()).startsWith("DKIM-Signature: ").contains("\r\nTo: ada@example.org\r\n");
                assertThat(receiverWith(printed).acceptsByJdkim(mail.bytes())).containsExactly("p1");
            });

            relay.next("RCPT", "550 5.1.1 nobody of that name");
            PackagedPaperboy.Ended refused =
                    PackagedPaperboy.command(folder, settings, "doctor", "--test", "bob@example.org");
            assertThat(refused.out()).contains("The relay refused it: 550 5.1.1 nobody of that name");
            assertThat(refused.exitCode()).isEqualTo(1);
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    /** The strings of each TXT record that the doctor told to publish. */
    private static Map<String, List<String>> printedRecords(String report) {
        return ZONE_LINE
                .matcher(report)
                .results()
                .collect(Collectors.toMap(line -> line.group(1), line -> QUOTED.matcher(line.group(2))
                        .results()
                        .map(string -> string.group(1))
                        .toList()));
    }

    private static Receiver receiverWith(Map<String, List<String>> records) {
        Map<String, String> texts = new HashMap<>();
        records.forEach((name, strings) -> texts.put(name, String.join("", strings)));
        return new Receiver(texts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    doctr                 | Paperboy does not know 'doctr'
                    doctor --chek         | Paperboy does not know '--chek'
                    doctor --check ada    | Paperboy does not know 'ada'
                    doctor --test         | --test needs the address that the test mail goes to
                    doctor --test nobody  | 'nobody' is not a mail address, such as ada@example.org is
                    """)
    void whatIsNotUnderstoodIsSaidInOneLineAndNothingStarts(String arguments, String problem) throws IOException {
        PackagedPaperboy.Ended ended = PackagedPaperboy.command(folder, Map.of(), arguments.split(" "));
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .isEqualTo(problem + ". Usage: java -jar quarkus-run.jar [doctor [--check] [--test ADDRESS]]"
                        + System.lineSeparator());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aKillLosesNoAcknowledgedSignUpAndSendsNothingTwice() throws Exception {
        Random random = new Random(20261123);
        Set<String> signedUp = new TreeSet<>();
        Set<String> confirmed = new HashSet<>();
        for (int round = 0; round < KILLS; round++) {
            PackagedPaperboy running = PackagedPaperboy.start(folder, WITH_AN_ISSUE);
            try (ScheduledExecutorService reaper = Executors.newSingleThreadScheduledExecutor()) {
                // The time runs from the first sign-up, so that there is something to lose on a slow machine too.
                int after = random.nextInt(2_500);
                comeAndConfirm(
                        running,
                        "reader" + round,
                        signedUp,
                        confirmed,
                        () -> reaper.schedule(running::kill, after, TimeUnit.MILLISECONDS));
            }
        }
        assertThat(signedUp).isNotEmpty();

        List<String> uncertain;
        Map<String, Integer> copies = new TreeMap<>();
        try (PackagedPaperboy last = PackagedPaperboy.start(folder, WITH_AN_ISSUE)) {
            awaitQuiet(last);
            for (JsonNode mail : messages(last)) {
                String kind = mail.get("subject").asText().startsWith("Please confirm") ? " confirmation" : " issue";
                copies.merge(mail.get("to").asText() + kind, 1, Integer::sum);
            }
        }
        uncertain = column("select r.email || case when d.issue_id is null then ' confirmation' else ' issue' end"
                + " from delivery d join reader r on r.id = d.reader_id where d.status = 'UNCERTAIN'");

        assertThat(column("select email from reader")).containsAll(signedUp);
        assertThat(column("select email from reader where status = 'ACTIVE'")).containsAll(confirmed);
        assertThat(copies)
                .allSatisfy((mail, count) -> assertThat(count).as(mail).isOne());
        for (String reader : signedUp) {
            assertThat(copies.containsKey(reader + " confirmation") || uncertain.contains(reader + " confirmation"))
                    .as("the confirmation to " + reader + " arrived, or is listed as uncertain")
                    .isTrue();
        }
        for (String reader : confirmed) {
            assertThat(copies.containsKey(reader + " issue") || uncertain.contains(reader + " issue"))
                    .as("the welcome to " + reader + " arrived, or is listed as uncertain")
                    .isTrue();
        }
        assertThat(uncertain).hasSizeLessThanOrEqualTo(KILLS * CONNECTIONS);
    }

    @Test
    void aCopyOfTheDataSendsNoIssueByItself() throws IOException {
        Map<String, String> byHand = new HashMap<>(WITH_AN_ISSUE);
        byHand.put("PAPERBOY_ISSUE_APPROVAL", "one");
        PackagedPaperboy.start(folder, byHand).close();
        assertThat(column("select status from issue")).containsOnly("DRAFT");
        Path copy = folder.resolve("copy/data");
        Path backup = folder.resolve("backup");
        layOver(folder.resolve("data"), copy);
        layOver(folder.resolve("data"), backup);

        try (PackagedPaperboy copied = PackagedPaperboy.start(copy.getParent(), WITH_AN_ISSUE)) {
            assertThat(copied.log()).contains("is a copy, or was restored from one");
        }
        assertThat(column(copy, "select status from issue")).containsOnly("HELD");
        assertThat(column(copy, "select note from issue")).allMatch(note -> note.contains("cancel it"));

        PackagedPaperboy.start(folder, WITH_AN_ISSUE).close();
        assertThat(column("select status from issue")).doesNotContain("HELD", "DRAFT");

        layOver(backup, folder.resolve("data"));
        PackagedPaperboy.start(folder, WITH_AN_ISSUE).close();
        assertThat(column("select status from issue"))
                .as("of a backup laid over")
                .containsOnly("HELD");
    }

    /** As {@code cp -r} does, which writes into files that are there. */
    private static void layOver(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path there = to.resolve(from.relativize(file));
                Files.createDirectories(there.getParent());
                Files.write(there, Files.readAllBytes(file));
            }
        }
    }

    /** Signs readers up and confirms whoever has been written to, until nobody answers any more. */
    private static void comeAndConfirm(
            PackagedPaperboy running, String name, Set<String> signedUp, Set<String> confirmed, Runnable onFirst) {
        Set<Integer> opened = new HashSet<>();
        try {
            for (int i = 0; ; i++) {
                if (i < 15) {
                    String email = name + "-" + i + "@example.org";
                    running.post("/subscribe", Map.of("email", email));
                    signedUp.add(email);
                    if (i == 0) {
                        onFirst.run();
                    }
                }
                for (JsonNode mail : messages(running)) {
                    if (mail.get("subject").asText().startsWith("Please confirm")
                            && opened.add(mail.get("n").asInt())) {
                        String raw = running.get("/mailbox/" + mail.get("n") + "/raw");
                        Matcher link = CONFIRM_LINK.matcher(raw);
                        assertThat(link.find()).isTrue();
                        running.post(link.group().replaceAll("=\\r?\\n", ""), Map.of());
                        confirmed.add(mail.get("to").asText());
                    }
                }
            }
        } catch (IOException killed) {
            // That is what the round was waiting for.
        }
    }

    private static void awaitMails(PackagedPaperboy running, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> messages(running).size() >= count);
    }

    /** Until no mail has come for six seconds. */
    private static void awaitQuiet(PackagedPaperboy running) {
        List<Integer> seen = new ArrayList<>();
        Awaitility.await()
                .atMost(Duration.ofSeconds(240))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    seen.add(messages(running).size());
                    return seen.size() > QUIET_LOOKS
                            && seen.subList(seen.size() - QUIET_LOOKS, seen.size()).stream()
                                            .distinct()
                                            .count()
                                    == 1;
                });
    }

    private static JsonNode messages(PackagedPaperboy running) throws IOException {
        return new ObjectMapper().readTree(running.get("/mailbox/messages"));
    }

    private List<String> column(String query) {
        return column(folder.resolve("data"), query);
    }

    private static List<String> column(Path data, String query) {
        String url = "jdbc:h2:file:" + data.resolve("paperboy").toAbsolutePath();
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                ResultSet rows = connection.createStatement().executeQuery(query)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        } catch (SQLException unreadable) {
            throw new AssertionError(unreadable);
        }
        return values;
    }
}

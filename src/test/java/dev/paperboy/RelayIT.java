package dev.paperboy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.PackagedPaperboy;
import dev.paperboy.testsupport.ScriptedSmtpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application and a relay that is not always well. */
class RelayIT {

    private static final Pattern MESSAGE_ID = Pattern.compile("(?m)^Message-ID: (<.+>)\\r?$");
    private static final Pattern AGAIN = Pattern.compile("/console/deliveries/\\d+/again");

    @TempDir
    Path folder;

    @Test
    void troubleWithTheRelayIsWaitedOutToldAndNobodysFault() throws IOException {
        try (ScriptedSmtpServer relay = ScriptedSmtpServer.start();
                PackagedPaperboy paperboy = PackagedPaperboy.start(folder, settings(relay))) {
            paperboy.post("/console/login", Map.of("name", "admin", "password", "correct horse battery"));

            relay.always("CONNECT", "421 4.3.2 closed for stocktaking");
            paperboy.post("/subscribe", Map.of("email", "ada@example.org"));
            eventually(() -> assertThat(paperboy.get("/console/issues")).contains("closed for stocktaking"));
            eventually(() -> assertThat(paperboy.get("/console/deliveries"))
                    .contains("state-pending")
                    .doesNotContain("state-failed"));

            relay.always("CONNECT", "220 relay.example ready");
            paperboy.post("/console/relay/try", Map.of());
            eventually(() -> assertThat(relay.received()).hasSize(1));
            assertThat(relay.received().getFirst().to()).containsExactly("<ada@example.org>");
            assertThat(paperboy.get("/console/issues")).doesNotContain("closed for stocktaking");

            relay.next("RCPT", "550 5.1.1 nobody of that name");
            paperboy.post("/subscribe", Map.of("email", "nobody@example.org"));
            eventually(() -> assertThat(paperboy.get("/console/deliveries"))
                    .contains("state-failed")
                    .contains("nobody of that name"));

            relay.next(".", ScriptedSmtpServer.HANG_UP);
            paperboy.post("/subscribe", Map.of("email", "bob@example.org"));
            eventually(() -> assertThat(paperboy.get("/console/deliveries?status=uncertain"))
                    .contains("bob@example.org"));
            String first = messageId(paperboy, relay, "bob@example.org");

            Matcher again = AGAIN.matcher(paperboy.get("/console/deliveries?status=uncertain"));
            assertThat(again.find()).isTrue();
            int before = relay.received().size();
            paperboy.post(again.group(), Map.of());
            eventually(() -> assertThat(relay.received()).hasSizeGreaterThan(before));
            assertThat(messageId(paperboy, relay, "bob@example.org")).isEqualTo(first);
            assertThat(paperboy.get("/console/deliveries?status=uncertain")).doesNotContain("bob@example.org");
        }
    }

    @Test
    void ratesOfARelayAndOfADomainAreKept() throws IOException {
        Path config = Files.createDirectory(folder.resolve("config"));
        Files.writeString(config.resolve("application.properties"), """
            paperboy.smtp.rate=3
            paperboy.smtp.domains."slow.example".rate=2
            """);
        Map<String, Long> arrivals = new ConcurrentHashMap<>();
        try (ScriptedSmtpServer relay = ScriptedSmtpServer.start();
                PackagedPaperboy paperboy = PackagedPaperboy.start(folder, settings(relay))) {
            for (int n = 0; n < 8; n++) {
                paperboy.post("/subscribe", Map.of("email", "reader-" + n + "@slow.example"));
                paperboy.post("/subscribe", Map.of("email", "reader-" + n + "@quick.example"));
            }
            eventually(() -> {
                relay.received().forEach(mail -> arrivals.putIfAbsent(mail.to().getFirst(), System.nanoTime()));
                assertThat(arrivals).hasSize(16);
            });
        }
        assertThat(secondsBetween(arrivals, "@slow.example>")).isGreaterThan(7 / 2.0 - 0.5);
        // Longer than the slow domain needs by itself.
        assertThat(secondsBetween(arrivals, "@")).isGreaterThan(15 / 3.0 - 0.5);
    }

    private static double secondsBetween(Map<String, Long> arrivals, String part) {
        LongSummaryStatistics times = arrivals.entrySet().stream()
                .filter(arrival -> arrival.getKey().contains(part))
                .mapToLong(Map.Entry::getValue)
                .summaryStatistics();
        return (times.getMax() - times.getMin()) / 1e9;
    }

    private static Map<String, String> settings(ScriptedSmtpServer relay) {
        return Map.of(
                "PAPERBOY_ADMIN_PASSWORD", "correct horse battery",
                "PAPERBOY_SMTP_HOST", "127.0.0.1",
                "PAPERBOY_SMTP_PORT", String.valueOf(relay.port()),
                "PAPERBOY_SMTP_TLS", "none",
                "PAPERBOY_SMTP_CONNECTIONS", "2");
    }

    /** Of the last mail to this address that the relay read to its final dot, whatever it answered. */
    private static String messageId(PackagedPaperboy paperboy, ScriptedSmtpServer relay, String address) {
        String mail = relay.received().stream()
                .filter(received -> received.to().contains("<" + address + ">"))
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new AssertionError("nothing reached " + address + "\n" + paperboy.log()))
                .text();
        Matcher header = MESSAGE_ID.matcher(mail);
        assertThat(header.find()).isTrue();
        return header.group(1);
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(Duration.ofSeconds(180)).untilAsserted(assertion);
    }
}

package dev.paperboy.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.ExampleNewsletter;
import dev.paperboy.testsupport.ExampleRoute;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailboxStoreTest {

    private static final Instant MORNING = Instant.parse("2026-11-23T06:30:05Z");

    @TempDir
    private Path dataDir;

    private MailboxStore store(int keep) {
        return new MailboxStore(
                ExampleNewsletter.in(dataDir), ExampleRoute.toMailbox(0, keep), Clock.fixed(MORNING, ZoneOffset.UTC));
    }

    private static byte[] mail(String to, String subject) {
        return ("To: " + to + "\r\nSubject: " + subject + "\r\n\r\nBody\r\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void mailsAreNumberedAndKeptByteForByte() throws IOException {
        MailboxStore store = store(10);
        store.keep(mail("Ada <ada@example.com>", "One"));
        store.keep(mail("grace@example.com", "=?UTF-8?Q?Zw=C3=B6lf?="));

        assertThat(store.all())
                .containsExactly(
                        new CaughtMail(1, "", "ada@example.com", "One", MORNING),
                        new CaughtMail(2, "", "grace@example.com", "Zwölf", MORNING));
        assertThat(store.bytes(1)).hasValue(mail("Ada <ada@example.com>", "One"));
        assertThat(Files.readAllBytes(dataDir.resolve("mailbox/000001.eml")))
                .isEqualTo(mail("Ada <ada@example.com>", "One"));
    }

    @Test
    void mailsAndTheirNumbersSurviveARestart() throws IOException {
        store(10).keep(mail("ada@example.com", "One"));

        MailboxStore restarted = store(10);
        restarted.keep(mail("grace@example.com", "Two"));

        assertThat(restarted.all()).extracting(CaughtMail::n).containsExactly(1, 2);
        assertThat(restarted.find(1)).hasValue(new CaughtMail(1, "", "ada@example.com", "One", MORNING));
    }

    @Test
    void onlyTheNewestStay() throws IOException {
        MailboxStore store = store(2);
        for (String subject : new String[] {"One", "Two", "Three", "Four"}) {
            store.keep(mail("ada@example.com", subject));
        }

        assertThat(store.all()).extracting(CaughtMail::subject).containsExactly("Three", "Four");
        assertThat(store.bytes(1)).isEmpty();
        try (Stream<Path> files = Files.list(dataDir.resolve("mailbox"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("000003.eml", "000004.eml");
        }
        assertThat(store(1).all()).extracting(CaughtMail::subject).containsExactly("Four");
    }

    @Test
    void neighboursAreKnown() throws IOException {
        MailboxStore store = store(10);
        store.keep(mail("ada@example.com", "One"));
        store.keep(mail("ada@example.com", "Two"));

        assertThat(store.after(1)).hasValue(2);
        assertThat(store.before(1)).isEmpty();
        assertThat(store.after(2)).isEmpty();
    }

    @Test
    void halfWrittenAndForeignFilesAreLeftAlone() throws IOException {
        Path folder = Files.createDirectories(dataDir.resolve("mailbox"));
        Files.writeString(folder.resolve("incoming.part"), "To: half");
        Files.writeString(folder.resolve("notes.txt"), "mine");

        MailboxStore store = store(1);
        store.keep(mail("ada@example.com", "One"));

        assertThat(store.all()).hasSize(1);
        assertThat(folder.resolve("notes.txt")).exists();
    }
}

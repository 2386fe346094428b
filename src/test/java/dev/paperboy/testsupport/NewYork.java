package dev.paperboy.testsupport;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A newsroom in New York: its own database, a relay that does as it is told, a key that mails are signed with, a source that an issue
 * waits for and one that it is held for. With {@link Newsdesk} and {@link Postbag}, for tests that go the whole way from a form to a mail.
 */
public class NewYork implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "paperboy.zone", "America/New_York",
                "paperboy.from", "Café Zeitung <papers@example.org>",
                "paperboy.dkim.domain", "example.org",
                "paperboy.dkim.selector", "p1",
                "paperboy.sources.papers.late", "wait",
                "paperboy.smtp.domains.\"slow.example\".rate", "0.005");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Surroundings.class));
    }

    /** The relay, the DNS, a receiver that knows the public key, and the source that no issue may be without; what that one tells is always that there is nothing. */
    public static class Surroundings implements QuarkusTestResourceLifecycleManager {

        private ScriptedSmtpServer relay;
        private LoopbackDns dns;
        private Receiver receiver;

        @Override
        public Map<String, String> start() {
            relay = ScriptedSmtpServer.start().offering("PIPELINING");
            dns = LoopbackDns.start();
            Path folder = folder();
            DkimKey key = DkimKey.in(folder);
            receiver = new Receiver(Map.of("p1._domainkey.example.org", key.record()));
            return Map.of(
                    "paperboy.smtp.host", "127.0.0.1",
                    "paperboy.smtp.port", String.valueOf(relay.port()),
                    "paperboy.smtp.tls", "none",
                    "paperboy.smtp.connections", "4",
                    "paperboy.dkim.key", key.file().toString(),
                    "paperboy.dkim.dns", dns.address(),
                    "paperboy.sources.gazette.kind", "file",
                    "paperboy.sources.gazette.late", "hold",
                    "paperboy.sources.gazette.path", nothing(folder).toString());
        }

        private static Path folder() {
            try {
                return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "test-new-york");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        private static Path nothing(Path folder) {
            try {
                return Files.writeString(folder.resolve("gazette.json"), "[]");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(relay, new TestInjector.MatchesType(ScriptedSmtpServer.class));
            injector.injectIntoFields(dns, new TestInjector.MatchesType(LoopbackDns.class));
            injector.injectIntoFields(receiver, new TestInjector.MatchesType(Receiver.class));
        }

        @Override
        public void stop() {
            relay.close();
            dns.close();
        }
    }
}

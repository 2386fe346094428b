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
 * A newsroom in New York: its own database, a relay that does as it is told, a source that an issue waits for and one that it is held
 * for. With {@link Newsdesk} and {@link Postbag}, for tests that go the whole way from a form to a mail.
 */
public class NewYork implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "paperboy.zone", "America/New_York",
                "paperboy.sources.papers.late", "wait",
                "paperboy.smtp.domains.\"slow.example\".rate", "0.005");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Surroundings.class));
    }

    /** The relay, and the source that no issue may be without; what that one tells is always that there is nothing. */
    public static class Surroundings implements QuarkusTestResourceLifecycleManager {

        private ScriptedSmtpServer relay;

        @Override
        public Map<String, String> start() {
            relay = ScriptedSmtpServer.start().offering("PIPELINING");
            return Map.of(
                    "paperboy.smtp.host", "127.0.0.1",
                    "paperboy.smtp.port", String.valueOf(relay.port()),
                    "paperboy.smtp.tls", "none",
                    "paperboy.smtp.connections", "4",
                    "paperboy.sources.gazette.kind", "file",
                    "paperboy.sources.gazette.late", "hold",
                    "paperboy.sources.gazette.path", nothing().toString());
        }

        private static Path nothing() {
            try {
                Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "test-gazette");
                return Files.writeString(folder.resolve("gazette.json"), "[]");
            } catch (IOException unwritable) {
                throw new UncheckedIOException(unwritable);
            }
        }

        @Override
        public void inject(TestInjector injector) {
            injector.injectIntoFields(relay, new TestInjector.MatchesType(ScriptedSmtpServer.class));
        }

        @Override
        public void stop() {
            relay.close();
        }
    }
}

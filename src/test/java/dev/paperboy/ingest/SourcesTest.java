package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.testsupport.FixtureServer;
import dev.paperboy.testsupport.TestClock;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the settings make of sources. */
class SourcesTest {

    private static Sources sources(String... keysAndValues) {
        return sources(new OneNode(), new TestClock(), keysAndValues);
    }

    static Sources sources(OneNode node, Clock clock, String... keysAndValues) {
        Map<String, String> settings = new HashMap<>(Map.of("paperboy.from", "Daily Papers <papers@example.org>"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            settings.put("paperboy." + keysAndValues[i], keysAndValues[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withMapping(IngestSettings.class)
                .withMapping(WebSettings.class)
                .withMapping(Newsletter.class)
                .withValidateUnknown(false)
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .build();
        return new Sources(
                config.getConfigMapping(IngestSettings.class),
                config.getConfigMapping(WebSettings.class),
                config.getConfigMapping(Newsletter.class),
                null,
                node,
                node,
                clock);
    }

    @Test
    void withNothingSetThereIsTheSample() {
        assertThat(sources().all()).extracting(Source::name).containsExactly("sample");
    }

    @Test
    void everyKindHasItsPaceAndPlace() {
        Sources sources = sources(
                "sources.daily.kind", "hugging-face",
                "sources.arxiv.kind", "arxiv",
                "sources.arxiv.categories", "cs.CL,cs.SY",
                "sources.news.kind", "hacker-news",
                "sources.lab.kind", "feed",
                "sources.lab.url", "https://harbour.example.org/feed.xml?key=secret",
                "sources.lab.every", "6h");
        assertThat(sources.all())
                .extracting(Source::description)
                .containsExactly(
                        "announcements of cs.CL, eess.SY from https://rss.arxiv.org",
                        "Daily Papers of https://huggingface.co",
                        "feed https://harbour.example.org/feed.xml",
                        "stories about arXiv papers on Hacker News, from https://hn.algolia.com");
        assertThat(sources.all())
                .extracting(Source::every)
                .containsExactly(
                        Duration.ofHours(1), Duration.ofMinutes(30), Duration.ofHours(6), Duration.ofMinutes(30));
    }

    @Test
    void readersMeetSourcesUnderTheirTitles() {
        Sources sources = sources(
                "sources.hf.kind", "hugging-face",
                "sources.ax.kind", "arxiv",
                "sources.ax.categories", "cs.CL",
                "sources.hn.kind", "hacker-news",
                "sources.harbour.kind", "feed",
                "sources.harbour.url", "https://harbour.example.org/feed.xml",
                "sources.tides.kind", "feed",
                "sources.tides.url", "https://tides.example.org/feed.xml",
                "sources.tides.title", " The Tides Journal ");
        assertThat(sources.all().stream().map(source -> sources.title(source.name())))
                .containsExactly("arXiv", "harbour", "Hugging Face Daily Papers", "Hacker News", "The Tides Journal");
        assertThat(sources().title("sample")).isEqualTo("sample");
    }

    @ParameterizedTest
    @CsvSource({
        "feed, timeout, 20s, paperboy.sources.x.url is ''",
        "feed, url, not an address, paperboy.sources.x.url is '…'",
        "feed, url, file:///etc/passwd, paperboy.sources.x.url is '…'",
        "feed, url, https://user:word@example.org/, paperboy.sources.x.url is '…'",
        "hugging-face, url, huggingface.co, paperboy.sources.x.url is '…'",
        "arxiv, timeout, 20s, paperboy.sources.x.categories is ''",
        "arxiv, categories, 'cs.CL,oceans', paperboy.sources.x.categories is 'oceans'",
        "file, timeout, 20s, paperboy.sources.x.path is ''"
    })
    void whatCannotWorkIsSaidAtTheStart(String kind, String key, String value, String sentence) {
        assertThatThrownBy(() -> sources("sources.x.kind", kind, "sources.x." + key, value))
                .isInstanceOf(WrongSetting.class)
                .hasMessageStartingWith(sentence + "; allowed is ");
    }

    @ParameterizedTest
    @CsvSource({
        "timeout, 0s, 'allowed is a time such as 20s, up to 10m'",
        "timeout, 11m, 'allowed is a time such as 20s, up to 10m'",
        "timeout, soon, 'allowed is a time such as 20s, up to 10m'",
        "every, often, 'allowed is a span of time such as 20h, 30m or 15s'",
        "every, 0s, 'allowed is a span of time such as 20h, 30m or 15s'",
        "wait-for, long, 'allowed is a span of time such as 20h, 30m or 15s'"
    })
    void aWrongTimeIsToldWithItsKeyItsValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> sources("sources.x.kind", "hacker-news", "sources.x." + key, value))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("paperboy.sources.x." + key + " with the config value \"" + value + "\"")
                .hasMessageEndingWith(allowed);
    }

    @ParameterizedTest
    @CsvSource({"feed, https://rss.arxiv.org/rss/cs.CL", "hugging-face, https://export.arxiv.org"})
    void whateverAsksArxivKeepsToItsPace(String kind, String address) {
        OneNode node = new OneNode();
        node.silence(Instant.parse("2026-11-23T08:10:00Z"));
        Sources sources = sources(node, new TestClock(), "sources.x.kind", kind, "sources.x.url", address);
        LocalDate today = LocalDate.of(2026, 11, 23);
        assertThatThrownBy(() -> sources.named("x").orElseThrow().read(today, (place, row) -> {}))
                .hasMessageEndingWith("it is left alone until 2026-11-23T08:10:00Z");
    }

    @Test
    void anAddressOfThisMachineIsReadOnlyIfThatIsAllowed() throws IOException {
        try (FixtureServer server = new FixtureServer().on("/api/daily_papers", FixtureServer.json("[]"))) {
            String[] settings = {
                "sources.x.kind",
                "hugging-face",
                "sources.x.url",
                server.url("/").toString(),
                "ingest.allow-private-addresses",
                "false"
            };
            LocalDate today = LocalDate.of(2026, 11, 23);
            assertThatThrownBy(() -> sources(settings).named("x").orElseThrow().read(today, (place, row) -> {}))
                    .hasMessageContaining("127.0.0.1 is a private address")
                    .hasMessageContaining("paperboy.ingest.allow-private-addresses");
            assertThat(server.requests()).isEmpty();
            settings[5] = "true";
            assertThatThrownBy(() -> sources(settings).named("x").orElseThrow().read(today, (place, row) -> {}))
                    .hasMessageEndingWith("answered with no papers for seven days");
            assertThat(server.requests()).hasSize(7);
            assertThat(server.requests().getFirst().headers().getFirst("User-Agent"))
                    .isEqualTo("Paperboy/1.0 (+http://localhost:8080; mailto:papers@example.org)");
        }
    }
}

package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.cutOff;
import static dev.paperboy.testsupport.FixtureServer.endless;
import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.json;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signals;
import dev.paperboy.testsupport.FixtureServer;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources of all kinds beside each other: whatever is wrong with one is written down and stops no other. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class LooksTest {

    private static final String DAILY = "/api/daily_papers";

    @Inject
    Papers papers;

    @Inject
    Signals signals;

    @Inject
    RunLog log;

    @Inject
    Newsletter newsletter;

    @Inject
    TestClock clock;

    private final FixtureServer server = new FixtureServer();

    /** Runs are kept by name, so each test has names of its own. */
    private final String name = UUID.randomUUID().toString().substring(0, 8);

    @AfterEach
    void close() {
        server.close();
    }

    private Ingest ingest(String... settings) {
        Sources sources = SourcesTest.sources(new OneNode(), clock, settings);
        return new Ingest(sources, papers, signals, log, newsletter, clock);
    }

    private String key(String source, String setting) {
        return "sources." + source + name + "." + setting;
    }

    private String[] web(String source, String kind, String address) {
        return new String[] {
            key(source, "kind"),
            kind,
            key(source, "url"),
            address,
            key(source, "timeout"),
            "500ms",
            "ingest.allow-private-addresses",
            "true"
        };
    }

    private static String[] both(String[] some, String[] others) {
        String[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    private SourceView view(Ingest ingest, String source) {
        return ingest.sources().stream()
                .filter(view -> view.name().equals(source + name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSourceThatIsSlowKeepsNoOtherWaiting() {
        server.on(DAILY, server.silent()).on("/feed.xml", xml("""
            <rss version="2.0"><channel><title>Notes</title><link>https://harbour.example.org/</link><description>d</description>
              <item><title>Tides</title><link>https://harbour.example.org/%s</link></item></channel></rss>
            """.formatted(name)));
        Ingest ingest = ingest(both(
                web("a-slow", "hugging-face", server.url().toString()),
                web("quick", "feed", server.url("/feed.xml").toString())));
        ingest.startDue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> view(ingest, "quick").last().isPresent());
        assertThat(view(ingest, "quick").last().orElseThrow().added()).isOne();
        assertThat(view(ingest, "a-slow").last()).as("it is still waited for").isEmpty();
        ingest.startDue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> view(ingest, "a-slow").last().isPresent());
        assertThat(view(ingest, "a-slow").runs()).hasSize(1);
        assertThat(view(ingest, "a-slow").last().orElseThrow().problem()).contains("was not done within 0.5 seconds");
    }

    @Test
    void aLookThatIsAskedForGoesOnByItself() {
        server.on(DAILY, server.silent());
        Ingest ingest = ingest(web("asked", "hugging-face", server.url().toString()));
        assertThat(ingest.start("nowhere")).isFalse();
        assertThat(ingest.start("asked" + name)).isTrue();
        assertThat(view(ingest, "asked").underWay()).isTrue();
        assertThat(view(ingest, "asked").last()).isEmpty();
        assertThat(ingest.start("asked" + name)).as("it is being looked at").isTrue();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !view(ingest, "asked").underWay());
        assertThat(view(ingest, "asked").runs()).hasSize(1);
    }

    @Test
    void whateverIsWrongWithASourceIsARowWithASentence() {
        server.on("/gone" + DAILY, status(404))
                .on("/broken" + DAILY, html(200, "<p>We are moving house."))
                .on("/huge" + DAILY, endless(50_000_000))
                .on("/cut" + DAILY, cutOff("[{\"paper\":"))
                .on("/w-busy" + DAILY, FixtureServer.with("RateLimit", "\"api\";r=0;t=189", status(429)));
        String[] settings = {};
        // The one that wants to be left alone is the last, for they are all on one host.
        for (String kind : new String[] {"gone", "broken", "huge", "cut", "w-busy"}) {
            settings = both(
                    settings, web(kind, "hugging-face", server.url("/" + kind).toString()));
        }
        Ingest ingest = ingest(settings);
        for (SourceView source : ingest.sources()) {
            SourceRun run = ingest.run(source.name()).orElseThrow();
            assertThat(run.wentWell()).as(source.name()).isFalse();
            assertThat(view(ingest, source.name().replace(name, "")).last()).contains(run);
            assertThat(ingest.readiness(clock.instant()).late()).contains(source.name());
        }
        assertThat(ingest.readiness(clock.instant()).lateTitles()).containsExactly("Hugging Face Daily Papers");
        assertThat(view(ingest, "huge").last().orElseThrow().problem()).contains("longer than 10 MB");
        assertThat(view(ingest, "w-busy").last().orElseThrow().problem()).contains("429", "wait 189 seconds");
    }

    @Test
    void aSourceOfCountsIsStaleOnlyWhenNothingMovesAnyMore() {
        String stories = """
            {"hits": [{"objectID": "1", "url": "https://arxiv.org/abs/2611.04999", "points": 12, "num_comments": %d}], "nbPages": 1}
            """;
        server.on("/api/v1/search_by_date", json(stories.formatted(1)), json(stories.formatted(2)));
        Ingest ingest = ingest(web("news", "hacker-news", server.url().toString()));
        SourceRun first = ingest.run("news" + name).orElseThrow();
        assertThat(first.changed()).isEqualTo(2);
        assertThat(view(ingest, "news").stale())
                .as("it has just been looked at")
                .isFalse();
        clock.advance(Duration.ofDays(5));
        assertThat(ingest.run("news" + name).orElseThrow().changed()).isOne();
        assertThat(view(ingest, "news").stale()).isFalse();
        clock.advance(Duration.ofDays(5));
        assertThat(ingest.run("news" + name).orElseThrow().changed()).isZero();
        assertThat(view(ingest, "news").stale()).isTrue();
        assertThat(view(ingest, "news").next()).contains(clock.instant().plus(Duration.ofMinutes(30)));
    }

    @Test
    void aHundredRunsAreKeptAndThoseThatTellOfTheLastNews() {
        Ingest ingest = ingest(key("old", "kind"), "file", key("old", "path"), "target/nowhere");
        for (int look = 0; look < 120; look++) {
            ingest.run("old" + name);
            clock.advance(Duration.ofHours(1));
        }
        assertThat(log.newest(1000, "old" + name)).hasSize(101);
        assertThat(view(ingest, "old").stale())
                .as("nothing has come since the very first look, which is five days ago")
                .isTrue();
    }

    @Test
    void aPaperOnTheListsOfTwoDaysIsOneAndStandsOnTheFirst() {
        String day = clock.instant().toString().substring(0, 10);
        String before = clock.instant().minus(Duration.ofDays(2)).toString().substring(0, 10);
        String item = "[{\"paper\":{\"id\":\"2611.04998\",\"title\":\"Twice\",\"upvotes\":%d}}]";
        server.on(DAILY, json("[]"))
                .on(DAILY + "?date=" + day + "&limit=100", json(item.formatted(9)))
                .on(DAILY + "?date=" + before + "&limit=100", json(item.formatted(7)));
        Ingest ingest = ingest(web("twice", "hugging-face", server.url().toString()));
        SourceRun run = ingest.run("twice" + name).orElseThrow();
        assertThat(run.read()).isEqualTo(2);
        assertThat(run.added()).isOne();
        assertThat(papers.find(new PaperId("2611.04998")).orElseThrow().listedOn())
                .isEqualTo(before);
    }
}

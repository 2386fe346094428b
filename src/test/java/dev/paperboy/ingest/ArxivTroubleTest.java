package dev.paperboy.ingest;

import static dev.paperboy.ingest.FixtureArxiv.FEED;
import static dev.paperboy.ingest.FixtureArxiv.announced;
import static dev.paperboy.ingest.FixtureArxiv.feed;
import static dev.paperboy.testsupport.FixtureServer.body;
import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.FixtureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What arXiv does on its bad days, and what it asks of its guests. */
class ArxivTroubleTest {

    private final FixtureArxiv arxiv = new FixtureArxiv();
    private final FixtureServer server = arxiv.server;
    private final LiveWeb web = arxiv.web;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anAnnouncementWithAnOddDateIsTakenAndReported() {
        server.on(
                "/atom/cs.AI",
                feed(
                        announced("2611.00010v1", "new").replace("2026-11-23T00:00:00-05:00", "soon"),
                        announced("2611.00020v1", "new")));
        web.read(arxiv.source("cs.AI"));
        assertThat(web.paper("2611.00010").listedOn()).isEqualTo("2026-11-23");
        assertThat(web.oddities())
                .containsExactly("/atom/cs.AI:1 2611.00010: date is no day: \"soon\"; it was passed over");
    }

    @Test
    void threeSecondsPassBetweenAnyTwoRequests() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.CL", feed(announced("2611.00020v1", "new")));
        web.read(arxiv.source("cs.AI", "cs.CL"));
        assertThat(server.paths()).hasSize(3);
        assertThat(web.pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void afterRateExceededThereAreTenQuietMinutes() {
        server.on(
                "/atom/cs.AI",
                body(429, "text/plain", "Rate exceeded.".getBytes(StandardCharsets.UTF_8)),
                feed(announced("2611.00010v1", "new")));
        ArxivSource source = arxiv.source("cs.AI", "cs.CL");
        assertThat(web.read(source).problem()).contains("left alone until 2026-11-23T08:10:00Z");
        assertThat(server.paths()).containsExactly("/atom/cs.AI");
        web.clock.advance(Duration.ofMinutes(9));
        web.read(source);
        assertThat(server.paths()).hasSize(1);
        web.clock.advance(Duration.ofMinutes(1));
        assertThat(web.read(source).ids()).containsExactly("2611.00010");
    }

    @Test
    void rateExceededIsUnderstoodUnderAnyStatus() {
        server.on("/atom/cs.AI", html(200, "Rate exceeded."));
        assertThat(web.read(arxiv.source("cs.AI")).problem()).contains("too many requests");
        assertThat(server.paths()).hasSize(1);
    }

    @Test
    void anErrorEntryIsAProblemAndNoPaper() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new"))).on("/api/query", feed("""
            <entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>
            <summary>incorrect id format for 1</summary></entry>\
            """));
        web.read(arxiv.source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.problem()).isEqualTo("arXiv answered: incorrect id format for 1");
    }

    @Test
    void anUnknownCategoryIsNamedAndTheOthersAreNotLateForIt() {
        server.on(
                        "/atom/cs.XX",
                        body(
                                400,
                                "application/atom+xml",
                                "<feed><title>Feed error for query: cs.XX</title></feed>"
                                        .getBytes(StandardCharsets.UTF_8)))
                .on("/atom/cs.AI", feed(announced("2611.00010v1", "new")));
        web.read(arxiv.source("cs.XX", "cs.AI"));
        String sentence = "arXiv has no feed of cs.XX: correct it in paperboy.sources.arxiv.categories,"
                + " or take it out there";
        assertThat(web.problem()).isEmpty();
        assertThat(web.oddities()).containsExactly("/atom/cs.XX:0 " + sentence);
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.read(arxiv.source("cs.XX")).problem())
                .as("nothing else was read")
                .isEqualTo(sentence);
    }

    @Test
    void aHostThatFailsInOneCategoryIsAProblemAndIsLeftAlone() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.LG", status(503))
                .on("/atom/cs.XX", status(400));
        web.read(arxiv.source("cs.XX", "cs.AI", "cs.LG", "cs.CL"));
        assertThat(web.problem()).isEqualTo(server.url("/atom/cs.LG") + " answered 503");
        assertThat(web.oddities()).hasSize(1).first().asString().contains("cs.XX");
        assertThat(server.paths()).doesNotContain("/atom/cs.CL");
    }

    @Test
    void aFeedThatServesAFormerDayIsFoundOut() {
        server.on(
                "/atom/cs.AI",
                feed(announced("2611.00010v1", "new")),
                feed(announced("2611.00010v1", "new")),
                feed(announced("2611.00010v1", "new"), announced("2611.00020v2", "replace")),
                feed(announced("2611.00030v1", "new")));
        ArxivSource source = arxiv.source("cs.AI");
        assertThat(web.read(source).problem()).isEmpty();
        web.clock.advance(Duration.ofHours(1));
        assertThat(web.read(source).problem()).isEmpty();
        web.clock.advance(Duration.ofDays(1));
        assertThat(web.read(source).problem())
                .isEqualTo("the feed of cs.AI is stale: it still holds the papers of a former day");
        web.clock.advance(Duration.ofHours(1));
        assertThat(web.read(source).problem()).isEmpty();
    }

    @Test
    void oneStaleFeedAmongOthersIsNotedAndAFreshSourceDoesNotForget() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on(
                        "/atom/cs.CL",
                        feed(announced("2611.00020v1", "new")),
                        feed(announced("2611.00030v1", "new")),
                        feed(announced("2611.00030v1", "new")));
        assertThat(web.read(arxiv.source("cs.AI", "cs.CL")).oddities()).isEmpty();
        web.clock.advance(Duration.ofDays(1));
        // As after a restart: the source is another one, what nodes share is the same.
        web.read(arxiv.source("cs.AI", "cs.CL"));
        assertThat(web.problem()).isEmpty();
        assertThat(web.oddities())
                .containsExactly("/atom/cs.AI:0 the feed of cs.AI is stale: it still holds the papers of a former day");
    }

    @Test
    void anEmptyFeedIsFineAtWeekendsAndHolidaysOnly() {
        server.on("/atom/cs.AI", feed());
        ArxivSource source = arxiv.source("cs.AI");
        assertThat(web.read(source).problem()).contains("empty on a weekday");
        web.clock.moveTo("2026-11-26T12:00:00Z");
        assertThat(web.read(source).problem()).as("Thanksgiving").isEmpty();
        web.clock.moveTo("2026-11-28T12:00:00Z");
        assertThat(web.read(source).problem()).as("a Saturday").isEmpty();
        web.clock.moveTo("2026-11-30T06:00:00Z");
        assertThat(web.read(source).problem())
                .as("an hour after midnight over there")
                .isEmpty();
    }

    @Test
    void aFeedThatIsCutOffGivesWhatWasWhole() {
        String whole = FEED.formatted(announced("2611.00010v1", "new") + announced("2611.00020v1", "new"));
        server.on("/atom/cs.AI", xml(whole.substring(0, whole.lastIndexOf("Announce Type"))));
        web.read(arxiv.source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.objections()).hasSize(1).first().asString().contains("cut off");
    }

    @Test
    void aPageInPlaceOfAFeedIsAProblem() {
        server.on("/atom/cs.AI", html(200, "<html><p>Maintenance")).on("/atom/cs.CL", html(200, "soon"));
        web.read(arxiv.source("cs.AI", "cs.CL"));
        assertThat(web.problem())
                .isEqualTo(server.url("/atom/cs.AI") + " answered with something else than a feed; "
                        + server.url("/atom/cs.CL") + " answered with something else than a feed");
    }

    @Test
    void bytesThatAreNoTextCostNothingElse() {
        String odd = announced("2611.00010v1", "new").replace("Ada", "Zo\u00eb\u0001");
        server.on(
                "/atom/cs.AI",
                body(200, "application/atom+xml", FEED.formatted(odd).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(web.read(arxiv.source("cs.AI")).paper("2611.00010").authors())
                .first()
                .isEqualTo("Zo\ufffd Brandt");
    }

    @Test
    void entitiesFromOutsideAreNotRead() {
        server.on("/secret", html(200, "the secret"));
        server.on(
                "/atom/cs.AI",
                xml("<!DOCTYPE feed [<!ENTITY x SYSTEM \"" + server.url("/secret") + "\">]><feed>"
                        + "<entry><id>oai:arXiv.org:2611.00010v1</id><title>A &x; b</title></entry></feed>"));
        web.read(arxiv.source("cs.AI"));
        assertThat(server.paths()).doesNotContain("/secret");
        assertThat(web.papers()).noneMatch(paper -> paper.title().contains("secret"));
    }
}

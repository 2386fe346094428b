package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.testsupport.FixtureServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HackerNewsSourceTest {

    private static final String SEARCH =
            "/api/v1/search_by_date?query=arxiv.org&restrictSearchableAttributes=url&tags=story"
                    + "&numericFilters=created_at_i%3E1794816000,points%3E1&hitsPerPage=1000&page=";

    private final FixtureServer server = new FixtureServer();
    private final LiveWeb web = new LiveWeb();
    private final Source source = new HackerNewsSource("news", web.at(server), Duration.ofMinutes(30), web.clock);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void storiesBecomeCountsOfTheirPapers() {
        server.on(SEARCH + "0", json("""
            {"hits": [
              {"objectID": "1", "title": "Lanterns", "url": "https://arxiv.org/abs/2611.04120", "points": 120, "num_comments": 44, "created_at_i": 1795000000},
              {"objectID": "2", "title": "Lanterns (pdf)", "url": "https://www.arxiv.org/pdf/2611.04120v2.pdf", "points": 7, "num_comments": null},
              {"objectID": "3", "title": "An old one", "url": "http://arxiv.org/abs/hep-th/9901001v3", "points": 3, "num_comments": 1},
              {"objectID": "4", "title": "About arXiv", "url": "https://example.org/arxiv.org/abs/2611.04130", "points": 50, "num_comments": 2},
              {"objectID": "5", "title": "A question", "url": null, "points": 5, "num_comments": 2}
            ], "nbPages": 2, "page": 0}
            """)).on(SEARCH + "1", json("""
                    {"hits": [
                      {"objectID": "3", "url": "http://arxiv.org/abs/hep-th/9901001v3", "points": 3, "num_comments": 1},
                      {"objectID": "6", "url": "https://arxiv.org/html/2611.04140v1#S2", "points": -4, "num_comments": 0}
                    ], "nbPages": 2, "page": 1}
                    """));
        web.read(source);
        assertThat(web.problem()).isEmpty();
        PaperId lanterns = new PaperId("2611.04120");
        PaperId old = new PaperId("hep-th/9901001");
        assertThat(web.signals())
                .containsExactly(
                        new ParsedRow.Signal(1, lanterns, SignalKind.POINTS, 127),
                        new ParsedRow.Signal(1, lanterns, SignalKind.HN_COMMENTS, 44),
                        new ParsedRow.Signal(3, old, SignalKind.POINTS, 3),
                        new ParsedRow.Signal(3, old, SignalKind.HN_COMMENTS, 1));
        assertThat(web.objections())
                .containsExactly("/api/v1/search_by_date:7 the story on 2611.04140 has no sensible points");
    }

    @Test
    void oddCommentsAreReportedAndThePointsAreTaken() {
        server.on("/api/v1/search_by_date", json("""
            {"hits": [{"objectID": "1", "url": "https://arxiv.org/abs/2611.04120", "points": 120, "num_comments": "lots"}], "nbPages": 1}
            """));
        PaperId paper = new PaperId("2611.04120");
        assertThat(web.read(source).signals())
                .containsExactly(
                        new ParsedRow.Signal(1, paper, SignalKind.POINTS, 120),
                        new ParsedRow.Signal(1, paper, SignalKind.HN_COMMENTS, 0));
        assertThat(web.oddities())
                .containsExactly(
                        "/api/v1/search_by_date:1 2611.04120: num_comments is no count: \"lots\"; 0 was taken");
    }

    @Test
    void somethingElseThanJsonIsAProblem() {
        server.on("/api/v1/search_by_date", html(200, "<p>busy"));
        assertThat(web.read(source).problem()).endsWith("/api/v1/search_by_date did not answer with JSON");
    }

    @Test
    void jsonOfAnotherFormIsAProblem() {
        server.on("/api/v1/search_by_date", json("{\"message\": \"no\"}"));
        assertThat(web.read(source).problem()).endsWith("answered with JSON that has no stories in it");
    }
}

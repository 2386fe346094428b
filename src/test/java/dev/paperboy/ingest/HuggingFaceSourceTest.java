package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.body;
import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.json;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.testsupport.FixtureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HuggingFaceSourceTest {

    private static final String MONDAY = "/api/daily_papers?date=2026-11-23&limit=100";
    private static final String SUNDAY = "/api/daily_papers?date=2026-11-22&limit=100";

    private static final String TWO_PAPERS = """
        [{"paper": {"id": "2611.04120",
            "authors": [{"name": "Mira Okafor", "user": {"avatarUrl": "/avatars/m.svg"}}, {"name": "Quiet Person", "hidden": true}],
            "publishedAt": "2026-11-19T00:00:00.000Z", "submittedOnDailyAt": "2026-11-23T00:00:00.000Z",
            "title": "Lanterns for\\n  Small Models", "summary": "We route tokens through gates.", "upvotes": 41,
            "githubRepo": "https://code.example.org/lanterns", "githubStars": 9, "projectPage": "https://lanterns.example.org/",
            "discussionId": "69aa0001", "mediaUrls": ["https://media.example.org/lanterns.mp4"],
            "ai_summary": "Gates route tokens.", "ai_keywords": ["routing"],
            "organization": {"name": "harbour-lab", "fullname": "Harbour Laboratory"}},
          "publishedAt": "2026-11-18T19:00:00.000Z", "numComments": 3, "thumbnail": "https://thumbs.example.org/a.png",
          "submittedBy": {"name": "ines", "fullname": "Ines Duarte", "avatarUrl": "/avatars/i.svg"}, "isAuthorParticipating": true},
         {"paper": {"id": "2611.04130", "title": "A Bare Paper", "summary": "", "publishedAt": "2026-11-21T00:00:00.000Z", "upvotes": 0}}]
        """;

    private final FixtureServer server = new FixtureServer().on("/api/daily_papers", json("[]"));
    private final LiveWeb web = new LiveWeb();
    private final Source source = new HuggingFaceSource("daily", web.at(server), Duration.ofMinutes(30), web.clock);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void theListsOfTheLastSevenDaysAreRead() {
        server.on(MONDAY, json(TWO_PAPERS));
        web.read(source);
        assertThat(web.problem()).isEmpty();
        assertThat(web.objections()).isEmpty();
        assertThat(server.paths())
                .hasSize(7)
                .startsWith(MONDAY, SUNDAY)
                .endsWith("/api/daily_papers?date=2026-11-17&limit=100");
        Paper lanterns = web.paper("2611.04120");
        assertThat(lanterns.title()).isEqualTo("Lanterns for Small Models");
        assertThat(lanterns.authors()).containsExactly("Mira Okafor");
        assertThat(lanterns.organisation()).isEqualTo("Harbour Laboratory");
        assertThat(lanterns.upvotes()).isEqualTo(41);
        assertThat(lanterns.comments()).isEqualTo(3);
        assertThat(lanterns.listedOn()).isEqualTo("2026-11-23");
        assertThat(lanterns.publishedOn()).isEqualTo("2026-11-19");
        assertThat(lanterns.source()).isEqualTo("daily");
        assertThat(lanterns.keywords()).containsExactly("routing");
        assertThat(lanterns.aiSummary()).isEqualTo("Gates route tokens.");
        assertThat(lanterns.stars()).isEqualTo(9);
        assertThat(lanterns.links())
                .isEqualTo(new PaperLinks(
                        "https://huggingface.co/papers/2611.04120",
                        "https://arxiv.org/pdf/2611.04120",
                        "https://code.example.org/lanterns",
                        "https://lanterns.example.org/",
                        "https://thumbs.example.org/a.png"));
        assertThat(lanterns.facts())
                .isEqualTo(new PaperFacts(
                        "",
                        "",
                        "",
                        "",
                        "Ines Duarte",
                        true,
                        "https://huggingface.co/papers/2611.04120#community",
                        List.of("https://media.example.org/lanterns.mp4"),
                        null));
        assertThat(web.paper("2611.04130").facts()).isEqualTo(PaperFacts.NONE);
        assertThat(web.rows())
                .extracting(row -> row.place() + ":" + row.parsed().line())
                .containsExactly("/api/daily_papers?date=2026-11-23:1", "/api/daily_papers?date=2026-11-23:2");
    }

    @Test
    void aPaperThatNamesNoListDayStandsOnTheListThatHoldsIt() {
        server.on(MONDAY, json(TWO_PAPERS));
        assertThat(web.read(source).paper("2611.04130").listedOn()).isEqualTo(LocalDate.of(2026, 11, 23));
        assertThat(web.paper("2611.04130").publishedOn()).isEqualTo("2026-11-21");
        assertThat(web.paper("2611.04130").aiSummary()).isEmpty();
        assertThat(web.paper("2611.04130").upvotes()).isZero();
    }

    @Test
    void countsMoveFromLookToLook() {
        server.on(MONDAY, json(TWO_PAPERS), json(TWO_PAPERS.replace("\"upvotes\": 0", "\"upvotes\": 12")));
        assertThat(web.read(source).paper("2611.04130").upvotes()).isZero();
        assertThat(web.read(source).paper("2611.04130").upvotes()).isEqualTo(12);
    }

    @Test
    void emptyWeekendListsAreNoProblemAndAreNotFilledFromElsewhere() {
        server.on("/api/daily_papers?date=2026-11-20&limit=100", json(TWO_PAPERS));
        web.read(source);
        assertThat(web.problem()).isEmpty();
        assertThat(web.objections()).isEmpty();
        assertThat(web.rows()).extracting(LiveWeb.Row::place).containsOnly("/api/daily_papers?date=2026-11-20");
    }

    @Test
    void aWholeWeekWithoutAPaperIsAProblem() {
        assertThat(web.read(source).problem()).isEqualTo(server.url("") + " answered with no papers for seven days");
        assertThat(server.paths()).hasSize(7);
    }

    @Test
    void aHostThatFailsIsNotAskedForTheOtherDays() {
        server.on(MONDAY, status(500)).on(SUNDAY, json(TWO_PAPERS));
        assertThat(web.read(source).problem()).isEqualTo(server.url("/api/daily_papers") + " answered 500");
        assertThat(server.paths()).containsExactly(MONDAY, MONDAY, MONDAY);
    }

    @Test
    void oddCountsAndDaysAreReportedUnderTheNumberOfTheirItem() {
        server.on(
                MONDAY,
                json(TWO_PAPERS
                        .replace("\"upvotes\": 41", "\"upvotes\": \"many\"")
                        .replace("2026-11-23T", "soon T")));
        web.read(source);
        assertThat(web.paper("2611.04120").upvotes()).isZero();
        assertThat(web.paper("2611.04120").listedOn()).isEqualTo("2026-11-23");
        assertThat(web.oddities())
                .containsExactly(
                        "/api/daily_papers?date=2026-11-23:1 2611.04120: upvotes is no count: \"many\"; 0 was taken",
                        "/api/daily_papers?date=2026-11-23:1 2611.04120: submittedOnDailyAt is no day:"
                                + " \"soon T00:00:00.000Z\"; it was passed over");
        assertThat(web.rows().getLast().parsed().line()).isEqualTo(2);
    }

    @Test
    void aLongDayIsReadPageByPage() {
        server.on(MONDAY, with("Link", "<" + server.url(MONDAY + "&p=1") + ">; rel=\"next\"", json(papers(1, 50))))
                .on(MONDAY + "&p=1", json(papers(51, 92)));
        web.read(source);
        assertThat(web.papers()).hasSize(92);
        assertThat(web.rows().getLast().parsed().line()).isEqualTo(92);
        assertThat(web.problem()).isEmpty();
    }

    private static String papers(int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(i -> "{\"paper\":{\"id\":\"2611.%05d\",\"title\":\"Study %d\"}}".formatted(i * 10, i))
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void pagesWithoutEndAreReadOnce() {
        server.on(MONDAY, with("Link", "<" + MONDAY + ">; rel=next", json(papers(1, 2))));
        assertThat(web.read(source).papers()).hasSize(2);
        assertThat(web.problem()).isEqualTo("the list of 2026-11-23 has page after page without end");
    }

    @Test
    void aNextPageOnAnotherHostIsNotFollowed() {
        server.on(MONDAY, with("Link", "<http://127.0.0.2/more>; rel=\"next\"", json(papers(1, 2))));
        assertThat(web.read(source).problem()).isEmpty();
        assertThat(server.paths()).hasSize(7);
    }

    @Test
    void aDayThatHasNotBegunThereIsNoProblem() {
        server.on(MONDAY, json("{\"error\":\"date is in the future\"}"), status(400))
                .on(MONDAY, status(400))
                .on(SUNDAY, json(TWO_PAPERS));
        assertThat(web.read(source).problem()).isEmpty();
        assertThat(web.papers()).hasSize(2);
    }

    @Test
    void anOlderDayThatIsRefusedIsOne() {
        server.on(SUNDAY, status(400)).on(MONDAY, json(TWO_PAPERS));
        assertThat(web.read(source).problem()).isEqualTo(server.url("/api/daily_papers") + " answered 400");
        assertThat(web.papers()).hasSize(2);
        assertThat(server.paths()).hasSize(7);
    }

    @Test
    void aBusyHostIsLeftAloneAndWhatWasReadStays() {
        server.on(MONDAY, json(TWO_PAPERS))
                .on(
                        SUNDAY,
                        with(
                                "RateLimit",
                                "\"api\";r=0;t=189",
                                with("RateLimit-Policy", "\"fixed window\";\"api\";q=500;w=300", status(429))));
        web.read(source);
        assertThat(web.papers()).hasSize(2);
        assertThat(web.problem()).endsWith("answered 429 and asked to wait 189 seconds");
        assertThat(server.paths()).containsExactly(MONDAY, SUNDAY);
    }

    @Test
    void htmlInPlaceOfJsonIsOneProblemAndNoRows() {
        server.on(MONDAY, html(200, "<!doctype html><p>We are moving house.</p>"))
                .on(SUNDAY, json(TWO_PAPERS));
        web.read(source);
        assertThat(web.problem())
                .isEqualTo("the list of 2026-11-23 is not JSON of the form expected, but text/html; charset=utf-8");
        assertThat(web.objections()).isEmpty();
        assertThat(web.papers()).hasSize(2);
    }

    @Test
    void emptyAnswersAreAProblem() {
        server.on(MONDAY, status(200));
        assertThat(web.read(source).problem())
                .isEqualTo("the list of 2026-11-23 is not JSON of the form expected, but empty");
    }

    @Test
    void badItemsAreReportedByNumberAndTheRestIsTaken() {
        server.on(MONDAY, json("""
            [{"paper": {"id": 2611.0412, "title": "Lost Its Zero"}}, {"paper": {"id": "2611.04140", "title": "Gone",
            "withdrawnAt": "2026-11-21T08:00:00.000Z"}}, {"paper": {"id": "2611.04150", "title": "Here"}}, {"pap\
            """));
        web.read(source);
        assertThat(web.ids()).containsExactly("2611.04150");
        assertThat(web.objections()).hasSize(2);
        assertThat(web.withdrawn())
                .containsExactly(new ParsedRow.Withdrawn(2, new PaperId("2611.04140"), LocalDate.of(2026, 11, 21)));
        assertThat(web.objections().get(0)).startsWith("/api/daily_papers?date=2026-11-23:1 id is a number");
        assertThat(web.objections().get(1)).contains(":4 the file ends in the middle");
    }

    @Test
    void bytesThatAreNoTextCostNothingElse() {
        byte[] bytes = TWO_PAPERS.replace("Okafor", "Okaf\u00f8r").getBytes(StandardCharsets.ISO_8859_1);
        server.on(MONDAY, body(200, "application/json", bytes));
        assertThat(web.read(source).paper("2611.04120").authors()).containsExactly("Mira Okaf\ufffdr");
        assertThat(web.papers()).hasSize(2);
    }

    @Test
    void whenNobodyIsThereItIsSaidOnce() {
        server.close();
        assertThat(web.read(source).problem()).contains("could not be read").doesNotContain(";");
        assertThat(web.pauses).hasSize(2);
    }
}

package dev.paperboy.ingest;

import static dev.paperboy.ingest.ReadRows.TODAY;
import static dev.paperboy.ingest.ReadRows.good;
import static dev.paperboy.ingest.ReadRows.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperFileTest {

    private static final String DAILY_PAPERS = """
            [
              {
                "paper": {
                  "id": "2611.04120",
                  "authors": [
                    {"_id": "a1", "name": "Mira Okafor", "hidden": false, "status": "claimed_verified", "user": {"fullname": "M. O.", "name": "mira"}},
                    {"_id": "a2", "name": "Quiet Person", "hidden": true},
                    {"_id": "a3", "name": "Jonas Schr\\\\\\"oder"}
                  ],
                  "publishedAt": "2026-11-19T23:30:00.000Z",
                  "submittedOnDailyAt": "2026-11-21T00:00:00.000Z",
                  "title": "Lanterns: $\\\\tau^2$ Routing for\\n  Small Models",
                  "summary": "We route tokens\\nthrough <lantern> gates.",
                  "upvotes": 41, "discussionId": "d1", "mediaUrls": ["https://media.example.org/a.png", "javascript:alert(1)", 7],
                  "projectPage": "https://lanterns.example.org/",
                  "githubRepo": "https://code.example.org/lanterns", "githubStars": 9,
                  "ai_summary": "Lantern gates route tokens.", "ai_keywords": ["routing", "small models", "routing"],
                  "organization": {"_id": "o1", "name": "harbour-lab", "fullname": "Harbour Laboratory"}
                },
                "publishedAt": "2026-11-18T18:30:00.000Z",
                "title": "outer title", "summary": "outer summary",
                "thumbnail": "https://thumbs.example.org/2611.04120.png",
                "numComments": 3, "mediaUrls": ["https://media.example.org/a.png", "https://media.example.org/b.mp4"],
                "submittedBy": {"fullname": "M. O.", "avatarUrl": "/avatars/x.svg"},
                "isAuthorParticipating": true
              },
              {"paper": {"id": "2611.04130v2", "title": "A Bare Paper", "publishedAt": "2026-11-20T00:00:00.000Z",
                         "projectPage": "javascript:alert(1)", "githubRepo": null, "upvotes": 0},
               "publishedAt": "2026-11-19T19:00:00.000Z", "thumbnail": "/relative.png",
               "organization": {"name": "harbour-lab"}},
              {"paper": {"id": "2611.04140", "title": "Gone", "withdrawnAt": "2026-11-21T08:00:00.000Z"}},
              {"id": "2611.04150", "title": "A plain row among wrapped ones", "abstract": "Short."}
            ]
            """;

    @Test
    void theDailyPapersListIsReadWithAllItsFields() {
        assertThat(read(DAILY_PAPERS).getFirst())
                .isEqualTo(new ParsedRow.Good(
                        2,
                        new Paper(
                                new PaperId("2611.04120"),
                                "Lanterns: τ² Routing for Small Models",
                                "We route tokens through <lantern> gates.",
                                List.of("Mira Okafor", "Jonas Schröder"),
                                "Harbour Laboratory",
                                List.of(),
                                List.of("routing", "small models"),
                                "Lantern gates route tokens.",
                                41,
                                3,
                                9,
                                LocalDate.of(2026, 11, 21),
                                LocalDate.of(2026, 11, 19),
                                new PaperLinks(
                                        "https://huggingface.co/papers/2611.04120",
                                        "https://arxiv.org/pdf/2611.04120",
                                        "https://code.example.org/lanterns",
                                        "https://lanterns.example.org/",
                                        "https://thumbs.example.org/2611.04120.png"),
                                "morning",
                                false,
                                new PaperFacts(
                                        "",
                                        "",
                                        "",
                                        "",
                                        "M. O.",
                                        true,
                                        "https://huggingface.co/papers/2611.04120#community",
                                        List.of("https://media.example.org/a.png", "https://media.example.org/b.mp4"),
                                        null))));
    }

    @Test
    void aBareDailyPaperIsListedOnTheDayItWasPublishedAndHasNoUnsafeLink() {
        Paper bare = good(read(DAILY_PAPERS)).get(1);

        assertThat(bare.id()).isEqualTo(new PaperId("2611.04130"));
        assertThat(bare.listedOn()).isEqualTo("2026-11-20");
        assertThat(bare.publishedOn()).isEqualTo("2026-11-20");
        assertThat(bare.organisation()).isEqualTo("harbour-lab");
        assertThat(bare.abstractText()).isEmpty();
        assertThat(bare.authors()).isEmpty();
        assertThat(bare.links())
                .isEqualTo(new PaperLinks(
                        "https://huggingface.co/papers/2611.04130", "https://arxiv.org/pdf/2611.04130", "", "", ""));
    }

    @Test
    void aWithdrawnPaperIsToldOfAndPlainRowsMayStandInTheSameList() {
        List<ParsedRow> rows = read(DAILY_PAPERS);

        assertThat(rows).hasSize(4);
        assertThat(rows.get(2))
                .isEqualTo(new ParsedRow.Withdrawn(31, new PaperId("2611.04140"), LocalDate.of(2026, 11, 21)));
        assertThat(rows.get(3).line()).isEqualTo(32);
        assertThat(good(rows).getLast().title()).isEqualTo("A plain row among wrapped ones");
    }

    @Test
    void aPlainLineIsReadWithAllItsFields() {
        assertThat(read("""
                        {"id": "arXiv:2611.05001v3", "title": "Tide \\\\emph{Tables}", "abstract": "One.\\n  Two.", "authors": ["Ida Moor", "Li Wen"], \
                        "categories": ["cs.CL", "cs.LG"], "upvotes": 7, "comments": 2, "stars": 30, "published": "2026-11-18", "date": "2026-11-20", \
                        "keywords": "tides, tables", "organisation": "Quay Institute", "code": "https://code.example.org/tide", \
                        "project": "http://tide.example.org", "ai_summary": "Tables of tides.", "url": "https://papers.example.org/tide", \
                        "thumbnail": "https://thumbs.example.org/tide.png", "comment": "12 pages,\\n 3 figures", "journal_ref": "Tides 3 (2026)", "doi": "https://doi.org/10.1000/tide<1>", "primary_category": "cs.CL", "rank": {"x": [1]}}
                        """))
                .containsExactly(new ParsedRow.Good(
                        1,
                        new Paper(
                                new PaperId("2611.05001"),
                                "Tide Tables",
                                "One.\n\nTwo.",
                                List.of("Ida Moor", "Li Wen"),
                                "Quay Institute",
                                List.of("cs.CL", "cs.LG"),
                                List.of("tides", "tables"),
                                "Tables of tides.",
                                7,
                                2,
                                30,
                                LocalDate.of(2026, 11, 20),
                                LocalDate.of(2026, 11, 18),
                                new PaperLinks(
                                        "https://papers.example.org/tide",
                                        "https://arxiv.org/pdf/2611.05001",
                                        "https://code.example.org/tide",
                                        "http://tide.example.org",
                                        "https://thumbs.example.org/tide.png"),
                                "morning",
                                false,
                                new PaperFacts(
                                        "12 pages, 3 figures",
                                        "Tides 3 (2026)",
                                        "10.1000/tide<1>",
                                        "cs.CL",
                                        "",
                                        false,
                                        "",
                                        List.of(),
                                        null))));
    }

    @Test
    void aPlainLineMayUseTheOtherNames() {
        Paper paper = good(read("""
                        {"id": "invented-7", "title": "Tide", "summary": "Two.", "authors": "Ida Moor, Li Wen; Al Bo", "categories": "cs.CL cs.LG", \
                        "githubStars": "12", "publishedAt": "2026-11-18T22:00:00-05:00", "week": "2026-11-16", "organization": "Quay", \
                        "githubRepo": "https://code.example.org/t", "projectPage": "https://t.example.org"}
                        """)).getFirst();

        assertThat(paper.abstractText()).isEqualTo("Two.");
        assertThat(paper.authors()).containsExactly("Ida Moor", "Li Wen", "Al Bo");
        assertThat(paper.categories()).containsExactly("cs.CL", "cs.LG");
        assertThat(paper.stars()).isEqualTo(12);
        assertThat(paper.publishedOn()).isEqualTo("2026-11-19");
        assertThat(paper.listedOn()).isEqualTo("2026-11-16");
        assertThat(paper.organisation()).isEqualTo("Quay");
        assertThat(paper.links())
                .isEqualTo(new PaperLinks("", "", "https://code.example.org/t", "https://t.example.org", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "Moor, I.; Wen, L. # I. Moor|L. Wen",
                "Moor, I. K., Wen, L.-H. # I. K. Moor|L.-H. Wen",
                "Ida Moor and Li Wen # Ida Moor|Li Wen",
                "Ida Moor, Li Wen, and Al Bo # Ida Moor|Li Wen|Al Bo",
                "Ida Moor, Jr., Li Wen # Ida Moor Jr.|Li Wen",
                "Ferdinand Sandoval # Ferdinand Sandoval"
            })
    void authorsInOneTextAreTakenApart(String text, String names) {
        String row = "{\"id\": \"x\", \"title\": \"Tide\", \"authors\": \"%s\"}".formatted(text);
        assertThat(good(read(row)).getFirst().authors()).containsExactly(names.split("\\|"));
    }

    @Test
    void aRowWithoutDateGetsTheOneGivenAndOneOddDateCostsNothing() {
        List<Paper> papers = good(read("""
                {"id": "a", "title": "No date"}
                {"id": "b", "title": "Odd dates", "date": "yesterday", "published": "2026-02-31"}
                {"id": "c", "title": "Short digits", "date": "2026-6-30"}
                {"id": "e", "title": "As in a mail", "date": "Mon, 29 Jun 2026 22:00:00 -0500"}
                {"id": "d", "title": "Not a number", "date": NaN, "upvotes": NaN}
                """));

        assertThat(papers)
                .extracting(Paper::listedOn)
                .containsExactly(TODAY, TODAY, LocalDate.of(2026, 6, 30), LocalDate.of(2026, 6, 30), TODAY);
        assertThat(papers).extracting(Paper::publishedOn).containsOnlyNulls();
    }

    @Test
    void oddValuesAreReportedWithTheRowThatWasTaken() {
        List<ParsedRow> rows = read("""
                [{"id": "a", "title": "Odd", "upvotes": "many", "comments": [3], "stars": -4, "date": "soon", "published": 20260630},
                 {"id": "b", "title": "Plain", "upvotes": " 12 ", "comments": "", "stars": null, "date": "2026-6-30", "published": ""},
                 {"paper": {"id": "2611.04120", "title": "Wrapped", "upvotes": true, "publishedAt": "2026-11-31T00:00:00Z"},
                  "numComments": "a few", "publishedAt": "ignored anyway"}]
                """);
        assertThat(good(rows)).hasSize(3);
        assertThat(good(rows).get(1).upvotes()).isEqualTo(12);
        assertThat(rows.stream().filter(ParsedRow.Odd.class::isInstance))
                .containsExactly(
                        new ParsedRow.Odd(1, "a: upvotes is no count: \"many\"; 0 was taken"),
                        new ParsedRow.Odd(1, "a: comments is no count: [3]; 0 was taken"),
                        new ParsedRow.Odd(1, "a: stars is no count: -4; 0 was taken"),
                        new ParsedRow.Odd(1, "a: date is no day: \"soon\"; it was passed over"),
                        new ParsedRow.Odd(1, "a: published is no day: 20260630; it was passed over"),
                        new ParsedRow.Odd(3, "2611.04120: upvotes is no count: true; 0 was taken"),
                        new ParsedRow.Odd(3, "2611.04120: numComments is no count: \"a few\"; 0 was taken"),
                        new ParsedRow.Odd(
                                3, "2611.04120: publishedAt is no day: \"2026-11-31T00:00:00Z\"; it was passed over"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "1e300", "99999999999", "\"many\"", "null", "[3]", "-2147483649"})
    void absurdCountsSayNothing(String upvotes) {
        String row = "{\"id\": \"x\", \"title\": \"Tide\", \"upvotes\": %s}".formatted(upvotes);
        assertThat(good(read(row)).getFirst().upvotes()).isZero();
    }

    @Test
    void severalPagesOfTheListInOneFileAreAllRead() {
        assertThat(good(read("[{\"id\": \"a\", \"title\": \"One\"}]\n[{\"id\": \"b\", \"title\": \"Two\"}]\n[]")))
                .hasSize(2);
    }

    @Test
    void htmlIsKeptAsText() {
        Paper paper = good(read(
                        "{\"id\": \"a\", \"title\": \"<script>alert(1)</script>\", \"abstract\": \"<think> & <TRK>\"}"))
                .getFirst();

        assertThat(paper.title()).isEqualTo("<script>alert(1)</script>");
        assertThat(paper.abstractText()).isEqualTo("<think> & <TRK>");
    }

    @Test
    void aPlainArxivPaperIsLinkedWhereItsListingIs() {
        List<Paper> papers = good(read("""
                {"id": "2611.05001", "title": "From a listing", "categories": ["cs.CL"]}
                {"id": "2611.05002", "title": "From Daily Papers"}
                """));

        assertThat(papers)
                .extracting(paper -> paper.links().page())
                .containsExactly("https://arxiv.org/abs/2611.05001", "https://huggingface.co/papers/2611.05002");
    }
}

package dev.paperboy.issue;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.paper.Papers;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A paper's own page shows all that its sources say of it. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class PaperPageTest {

    private static final LocalDate DAY = LocalDate.of(2025, 4, 14);

    @Inject
    Papers papers;

    @Inject
    TestClock clock;

    private void take(String id, List<String> categories, PaperFacts facts) {
        papers.take(List.of(new Paper(
                new PaperId(id),
                "A Clock for Tides",
                "We count.",
                List.of("Ada Brandt"),
                "",
                categories,
                List.of(),
                "",
                1,
                0,
                0,
                DAY,
                null,
                PaperLinks.NONE,
                "daily",
                false,
                facts)));
    }

    @Test
    void whatSourcesSayIsShown() {
        take(
                "2504.00010",
                List.of("cs.CL", "cs.AI"),
                new PaperFacts(
                        "12 pages & <3> figures",
                        "Tides 3 (2025)",
                        "10.1000/tide<1>",
                        "cs.AI",
                        "Ines Duarte",
                        true,
                        "https://huggingface.co/papers/2504.00010#community",
                        List.of("https://media.example.org/a.png", "https://media.example.org/b.mp4"),
                        null));
        given().get("/paper/2504.00010")
                .then()
                .statusCode(200)
                .body(
                        containsString("<dt>Comment</dt><dd>12 pages &amp; &lt;3&gt; figures</dd>"),
                        containsString("<dt>Journal</dt><dd>Tides 3 (2025)</dd>"),
                        containsString("<a href=\"https://doi.org/10.1000/tide%3C1%3E\">10.1000/tide&lt;1&gt;</a>"),
                        containsString("cs.AI (primary), cs.CL"),
                        containsString("Put on the list by Ines Duarte; an author takes part in the discussion"),
                        containsString("<a href=\"https://huggingface.co/papers/2504.00010#community\">Discussion</a>"),
                        containsString("<a href=\"https://media.example.org/a.png\">Media 1</a>"),
                        containsString("<a href=\"https://media.example.org/b.mp4\">Media 2</a>"));
    }

    @Test
    void aSummaryThatAModelWroteSaysSoAmongWhatWasFoundToo() {
        papers.take(List.of(new Paper(
                new PaperId("2504.00040"),
                "A Sundial for Moonlight",
                "We wait.",
                List.of("Ada Brandt"),
                "",
                List.of(),
                List.of(),
                "They wait for the moon.",
                1,
                0,
                0,
                DAY,
                null,
                PaperLinks.NONE,
                "daily",
                false,
                PaperFacts.NONE)));
        given().get("/search?q=moonlight")
                .then()
                .statusCode(200)
                .body(containsString("AI-generated summary:</span> They wait for the moon."));
    }

    @Test
    void theMomentOfACountHasWholeSeconds() {
        clock.advance(Duration.ofNanos(123_456_000));
        try {
            take("2504.00050", List.of(), PaperFacts.NONE);
        } finally {
            clock.advance(Duration.ofNanos(876_544_000));
        }
        given().get("/paper/2504.00050")
                .then()
                .statusCode(200)
                .body(matchesPattern("(?s).*<th scope=\"row\"><time datetime=\"[-0-9T:]+Z\">.*"));
    }

    @Test
    void whatNobodySaysIsNot() {
        take("2504.00020", List.of(), PaperFacts.NONE);
        given().get("/paper/2504.00020")
                .then()
                .statusCode(200)
                .body(
                        not(containsString("<dt>Comment")),
                        not(containsString("<dt>Journal")),
                        not(containsString("<dt>DOI")),
                        not(containsString("<dt>Categories")),
                        not(containsString("Put on the list")),
                        not(containsString("Discussion")),
                        not(containsString("Withdrawn")));
    }

    @Test
    void aWithdrawnPaperSaysSoAndIsOnNoOtherPage() {
        take("2504.00030", List.of(), PaperFacts.NONE);
        given().get("/papers/2025-04-14").then().body(containsString("/paper/2504.00030"));
        papers.withdraw(Map.of(new PaperId("2504.00030"), DAY.plusDays(1)), "daily");
        given().get("/paper/2504.00030")
                .then()
                .statusCode(200)
                .body(containsString("Withdrawn"), containsString("15 April 2025"));
        given().get("/papers/2025-04-14").then().body(not(containsString("/paper/2504.00030")));
    }
}

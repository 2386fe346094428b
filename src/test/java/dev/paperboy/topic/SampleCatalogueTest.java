package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bundled papers are the first thing anybody sees: every topic on the sign-up form has something to show. */
class SampleCatalogueTest {
    private final Topics topics = Topics.bundled();
    private final List<JsonNode> papers = bundledPapers();

    @Test
    void everySamplePaperHasATopic() {
        for (var paper : papers) {
            assertThat(topicsOf(paper)).as(paper.path("title").asText()).isNotEmpty();
        }
    }

    @Test
    void everyTopicHasASamplePaper() {
        var covered = new HashSet<String>();
        papers.forEach(paper -> topicsOf(paper).forEach(match -> covered.add(match.slug())));

        assertThat(covered)
                .containsExactlyInAnyOrderElementsOf(
                        topics.all().stream().map(Topic::slug).toList());
    }

    @Test
    void theSampleFillsFiveDaysWithDistinctPapers() {
        assertThat(papers).hasSize(66);
        assertThat(papers).extracting(paper -> paper.path("id").asText()).doesNotHaveDuplicates();
        assertThat(papers).extracting(paper -> paper.path("title").asText()).doesNotHaveDuplicates();
        for (int day = 0; day < 5; day++) {
            int daysAgo = day;
            assertThat(papers)
                    .filteredOn(paper -> paper.path("days_ago").asInt(-1) == daysAgo)
                    .as("%s days ago", day)
                    .hasSize(day == 0 ? 14 : 13);
        }
    }

    @Test
    void everySamplePaperIsCompleteAndPlainlyInvented() {
        for (var paper : papers) {
            var id = paper.path("id").asText();
            assertThat(id).startsWith("sample-");
            assertThat(paper.path("abstract").asText().split("\\s+").length)
                    .as(id)
                    .isBetween(90, 170);
            assertThat(paper.path("authors").size()).as(id).isGreaterThanOrEqualTo(2);
            assertThat(paper.path("organisation").asText()).as(id).isNotBlank();
            assertThat(paper.path("keywords").size()).as(id).isBetween(4, 6);
            assertThat(paper.path("upvotes").asInt(-1)).as(id).isBetween(0, 180);
            for (var link : List.of("code", "project")) {
                if (paper.has(link)) {
                    assertThat(URI.create(paper.path(link).asText()).getHost()).isIn("example.org", "example.com");
                }
            }
        }
    }

    private List<TopicMatch> topicsOf(JsonNode paper) {
        return topics.match(
                paper.path("title").asText(),
                paper.path("abstract").asText(),
                texts(paper.path("keywords")),
                texts(paper.path("categories")));
    }

    private static List<String> texts(JsonNode array) {
        var texts = new ArrayList<String>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static List<JsonNode> bundledPapers() {
        var json = new ObjectMapper();
        var papers = new ArrayList<JsonNode>();
        try (var lines = new BufferedReader(new InputStreamReader(
                SampleCatalogueTest.class.getResourceAsStream("/sample/papers.jsonl"), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                papers.add(json.readTree(line));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return papers;
    }
}

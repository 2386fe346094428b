package dev.paperboy.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.SignalKind;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What Hacker News makes of papers: the stories of the last week whose address is one of arXiv's
 * (<a href="https://hn.algolia.com/api">HN Search API</a>). It brings no papers, only counts. Several stories on one
 * paper are summed up, for each has its own readers.
 */
record HackerNewsSource(String name, WebSource web, Duration every, Clock clock) implements Source {

    private static final Duration WINDOW = Duration.ofDays(7);
    private static final int MOST_PAGES = 5;
    private static final String PATH = "/api/v1/search_by_date";

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String description() {
        return "stories about arXiv papers on Hacker News, from " + web.shown();
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        Map<PaperId, Tally> tallies = new LinkedHashMap<>();
        Set<String> stories = new HashSet<>();
        int line = 0;
        int pages = 1;
        for (int page = 0; page < Math.min(pages, MOST_PAGES); page++) {
            JsonNode answer = page(page);
            pages = answer.path("nbPages").asInt(1);
            for (JsonNode story : answer.path("hits")) {
                line++;
                // Stories move from page to page while they are read.
                if (stories.add(story.path("objectID").asText("no id " + line))) {
                    count(story, line, tallies, sink);
                }
            }
        }
        tallies.forEach((paper, tally) -> {
            sink.accept(PATH, new ParsedRow.Signal(tally.line, paper, SignalKind.POINTS, tally.points));
            sink.accept(PATH, new ParsedRow.Signal(tally.line, paper, SignalKind.HN_COMMENTS, tally.comments));
        });
    }

    private JsonNode page(int page) throws IOException {
        // To the hour, so that the answer can be the one of the last look.
        long since = clock.instant().minus(WINDOW).getEpochSecond() / 3600 * 3600;
        Answer answer = web.get(PATH + "?query=arxiv.org&restrictSearchableAttributes=url&tags=story"
                + "&numericFilters=created_at_i%3E" + since + ",points%3E1&hitsPerPage=1000&page=" + page);
        try {
            JsonNode json = JSON.readTree(answer.text());
            if (json.path("hits").isArray()) {
                return json;
            }
        } catch (JsonProcessingException notJson) {
            throw new FetchFailure(200, WebClient.shown(answer.url()) + " did not answer with JSON");
        }
        throw new FetchFailure(200, WebClient.shown(answer.url()) + " answered with JSON that has no stories in it");
    }

    private static void count(
            JsonNode story, int line, Map<PaperId, Tally> tallies, BiConsumer<String, ParsedRow> sink) {
        String url = story.path("url").asText("");
        PaperId paper = PaperId.parse(url).filter(PaperId::isArxiv).orElse(null);
        if (paper == null) {
            return;
        }
        RowFields counts = new RowFields(story);
        if (!counts.oddCounts("points").isEmpty() || !story.hasNonNull("points")) {
            sink.accept(PATH, new ParsedRow.Bad(line, "the story on " + paper + " has no sensible points"));
            return;
        }
        for (String odd : counts.oddCounts("num_comments")) {
            sink.accept(PATH, new ParsedRow.Odd(line, paper + ": " + odd));
        }
        Tally tally = tallies.computeIfAbsent(paper, unseen -> new Tally(line));
        tally.points += counts.count("points");
        tally.comments += counts.count("num_comments");
    }

    private static class Tally {
        private final int line;
        private int points;
        private int comments;

        Tally(int line) {
            this.line = line;
        }
    }
}

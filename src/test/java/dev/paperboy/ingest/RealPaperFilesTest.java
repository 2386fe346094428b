package dev.paperboy.ingest;

import static dev.paperboy.ingest.ReadRows.bad;
import static dev.paperboy.ingest.ReadRows.good;
import static dev.paperboy.ingest.ReadRows.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.ranking.Candidate;
import dev.paperboy.ranking.Ranking;
import dev.paperboy.ranking.Score;
import dev.paperboy.ranking.Weights;
import dev.paperboy.topic.Topics;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of papers as they are found in the world, where they are at hand. */
class RealPaperFilesTest {

    @ParameterizedTest
    @CsvSource({"hf-weekly-papers.jsonl, 2900, 2900", "arxiv-2026-07-01.jsonl, 371, 301"})
    void everyRowOfTheRealFilesIsTaken(String name, int rows, int distinctIds) throws IOException {
        Path file = Path.of("../shared/data", name);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here");
        List<ParsedRow> parsed;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            parsed = read(in);
        }

        assertThat(bad(parsed)).isEmpty();
        assertThat(good(parsed)).hasSize(rows);
        assertThat(good(parsed).stream().map(Paper::id).distinct()).hasSize(distinctIds);
        assertThat(good(parsed))
                .allMatch(paper -> paper.id().isArxiv() && !paper.abstractText().isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"hf-weekly-papers.jsonl, 2900", "arxiv-2026-07-01.jsonl, 301"})
    void everyPaperOfTheRealFilesIsMatchedAndRanked(String name, int papers) throws IOException {
        Path file = Path.of("../shared/data", name);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not here");
        Map<PaperId, Candidate> candidates = new LinkedHashMap<>();
        Topics topics = Topics.bundled();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            good(read(in))
                    .forEach(paper -> candidates.putIfAbsent(
                            paper.id(),
                            new Candidate(
                                    paper,
                                    topics.match(
                                            paper.title(), paper.abstractText(), paper.keywords(), paper.categories()),
                                    List.of())));
        }
        Instant evening = candidates.values().stream()
                .map(candidate -> candidate.paper().listedOn())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .atTime(20, 0)
                .toInstant(ZoneOffset.UTC);

        List<Score> ranked = new Ranking(Weights.USUAL, slug -> slug).rank(List.copyOf(candidates.values()), evening);

        assertThat(ranked).hasSize(papers);
        assertThat(ranked)
                .isSortedAccordingTo(Comparator.comparingDouble(Score::value).reversed())
                .allSatisfy(score -> {
                    assertThat(score.value()).isBetween(0.0, 1.0);
                    assertThat(score.reason()).isNotBlank();
                });
    }
}

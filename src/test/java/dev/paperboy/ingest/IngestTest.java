package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.Papers;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files on their way into the database. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class IngestTest {

    @Inject
    Ingest ingest;

    @Inject
    Papers papers;

    @Inject
    Newsletter newsletter;

    @Inject
    TestClock clock;

    @Test
    void badRowsAreReportedWithFileAndLineAndTheRestIsTaken() throws IOException {
        Path folder = newsletter.dataDir().resolve("papers");
        Path broken = folder.resolve("broken.jsonl");
        Path whole = folder.resolve("whole.json");
        Files.writeString(broken, """
                {"id":"2601.00001","title":"A Clock for Tides","abstract":"We <think>measure</think> $\\\\alpha$ & <b>tides</b>.","date":"2026-01-05"}
                {"id":"2601.00002","abstract":"Nobody gave this one a title.","date":"2026-01-05"}
                {"id":2601.0001,"title":"An Id Ruined to a Number","abstract":"It lost its zero.","date":"2026-01-05"}
                {"id":"2601.00004","title":"Too Long","abstract":"%s","date":"2026-01-05"}
                {"id":"2601.00005","title":"After the Bad Ones","abstract":"Still here.","date":"2026-01-05"}
                {"id":"2601.00006","title":"Cut in the Mid""".formatted("long ".repeat(800_000)));
        Files.writeString(whole, "[{\"paper\":{\"id\":\"2601.00001\",\"title\":\"A Clock for Tides\",\"upvotes\":7}}]");
        try {
            SourceRun run = ingest.run("papers").orElseThrow();
            assertThat(run.wentWell()).isTrue();
            assertThat(run.rejected()).isEqualTo(4);
        } finally {
            Files.delete(broken);
            Files.delete(whole);
        }
        SourceView source = ingest.sources().stream()
                .filter(view -> view.name().equals("papers"))
                .findFirst()
                .orElseThrow();
        assertThat(source.rejections())
                .extracting(rejection -> rejection.file() + ":" + rejection.line())
                .containsExactly("broken.jsonl:2", "broken.jsonl:3", "broken.jsonl:4", "broken.jsonl:6");
        assertThat(source.rejections().getFirst().reason()).contains("title");

        Paper tides = papers.find(new PaperId("2601.00001")).orElseThrow();
        assertThat(tides.abstractText()).isEqualTo("We <think>measure</think> α & <b>tides</b>.");
        assertThat(tides.upvotes()).isEqualTo(7);
        assertThat(papers.find(new PaperId("2601.00005"))).isPresent();
    }

    @Test
    void aSourceThatIsNotThereIsNoneAndOneThatIsSilentForDaysIsStale() throws IOException {
        assertThat(ingest.run("nowhere")).isEmpty();
        ingest.run("sample");
        clock.advance(Duration.ofDays(5));
        assertThat(ingest.run("sample").orElseThrow().added()).isZero();
        assertThat(ingest.sources())
                .filteredOn(source -> source.name().equals("sample"))
                .allSatisfy(source -> assertThat(source.stale()).isTrue());
        assertThat(ingest.run("sample").orElseThrow().wentWell()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"hf-weekly-papers.jsonl, 2900, 2900", "arxiv-2026-07-01.jsonl, 371, 301"})
    void realPapersAreTakenWhole(String name, int rows, int distinct) throws IOException {
        Path file = Path.of("../shared/data", name);
        assumeThat(file)
                .as("real papers are not at hand, so they are not tried")
                .exists();
        List<Paper> read = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            new PaperFile(in, LocalDate.of(2026, 7, 1), "real").read(row -> {
                assertThat(row).isInstanceOf(ParsedRow.Good.class);
                read.add(((ParsedRow.Good) row).paper());
            });
        }
        assertThat(read).hasSize(rows);
        for (int from = 0; from < read.size(); from += 200) {
            papers.take(read.subList(from, Math.min(from + 200, read.size())));
        }
        Set<String> ids = new TreeSet<>();
        read.forEach(paper -> ids.add(paper.id().value()));
        assertThat(ids).hasSize(distinct);
        assertThat(read).allSatisfy(paper -> assertThat(papers.find(paper.id()))
                .hasValueSatisfying(kept -> assertThat(kept.title()).isNotBlank()));
    }
}

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
        SourceView source = papersSource();
        assertThat(source.notes())
                .extracting(note -> note.file() + ":" + note.line())
                .containsExactly("broken.jsonl:2", "broken.jsonl:3", "broken.jsonl:4", "broken.jsonl:6");
        assertThat(source.notes().getFirst().reason()).contains("title");

        Paper tides = papers.find(new PaperId("2601.00001")).orElseThrow();
        assertThat(tides.abstractText()).isEqualTo("We <think>measure</think> α & <b>tides</b>.");
        assertThat(tides.upvotes()).isEqualTo(7);
        assertThat(papers.find(new PaperId("2601.00005"))).isPresent();
    }

    @Test
    void oddValuesAreListedBesideTheRejectionsAndTheirRowsAreTaken() throws IOException {
        // Other tests have put files into the folder too.
        SourceRun before = ingest.run("papers").orElseThrow();
        SourceRun run = runWith("odd.jsonl", """
                {"id":"2601.00011","title":"Votes in Words","upvotes":"many","date":"2026-1-5"}
                {"id":"2601.00012","date":"2026-01-05"}
                {"id":"2601.00013","title":"A Day to Come","date":"soon"}
                """);
        assertThat(run.read()).isEqualTo(before.read() + 3);
        assertThat(run.added()).isEqualTo(2);
        assertThat(run.rejected()).isOne();
        assertThat(run.odd()).isEqualTo(2);
        assertThat(papersSource().notes())
                .containsExactly(
                        new RowNote(RowNote.Kind.REJECTED, "odd.jsonl", 2, "no title"),
                        new RowNote(
                                RowNote.Kind.ODD,
                                "odd.jsonl",
                                1,
                                "2601.00011: upvotes is no count: \"many\"; 0 was taken"),
                        new RowNote(
                                RowNote.Kind.ODD,
                                "odd.jsonl",
                                3,
                                "2601.00013: date is no day: \"soon\"; it was passed over"));
        assertThat(papersSource().last()).contains(run);
        assertThat(papers.find(new PaperId("2601.00011")).orElseThrow().listedOn())
                .isEqualTo("2026-01-05");
    }

    @Test
    void aRowWithoutDateStaysOnTheDayOnWhichItWasFirstSeen() throws IOException {
        String rows = """
                {"id":"2601.00021","title":"Never Dated"}
                {"id":"2601.00022","title":"Dated Once","date":"2026-01-06"}
                {"id":"2601.00022","title":"Dated Once"}
                """;
        LocalDate firstSeen = LocalDate.ofInstant(clock.instant(), newsletter.zone());
        assertThat(runWith("undated.jsonl", rows).added()).isEqualTo(2);
        assertThat(papers.find(new PaperId("2601.00022")).orElseThrow().listedOn())
                .isEqualTo("2026-01-06");
        clock.advance(Duration.ofDays(2));
        assertThat(runWith("undated.jsonl", rows).changed()).isZero();
        assertThat(papers.find(new PaperId("2601.00021")).orElseThrow().listedOn())
                .isEqualTo(firstSeen);
    }

    @Test
    void aPaperThatIsWithdrawnLeavesTheListsAndComesBackWhenThatIsTakenBack() throws IOException {
        String listed =
                "[{\"paper\":{\"id\":\"2601.00031\",\"title\":\"Too Good\",\"publishedAt\":\"2026-01-07T00:00:00.000Z\"%s}}]";
        LocalDate day = LocalDate.of(2026, 1, 7);
        runWith("list.json", listed.formatted(""));
        assertThat(papers.listedBetween(day, day)).hasSize(1);

        SourceRun run = runWith("list.json", listed.formatted(",\"withdrawnAt\":\"2026-01-08T09:00:00.000Z\""));
        assertThat(run.changed()).isOne();
        assertThat(run.rejected()).isOne();
        assertThat(papersSource().notes().getFirst().reason()).isEqualTo("2601.00031 was withdrawn on 2026-01-08");
        assertThat(papers.listedBetween(day, day)).isEmpty();

        runWith("list.json", listed.formatted(",\"withdrawnAt\":null"));
        assertThat(papers.listedBetween(day, day)).hasSize(1);
    }

    private SourceRun runWith(String file, String rows) throws IOException {
        Path path = newsletter.dataDir().resolve("papers").resolve(file);
        Files.writeString(path, rows);
        try {
            return ingest.run("papers").orElseThrow();
        } finally {
            Files.delete(path);
        }
    }

    private SourceView papersSource() {
        return ingest.sources().stream()
                .filter(view -> view.name().equals("papers"))
                .findFirst()
                .orElseThrow();
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

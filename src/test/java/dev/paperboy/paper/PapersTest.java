package dev.paperboy.paper;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class PapersTest {

    private static final LocalDate DAY = LocalDate.of(2025, 3, 10);

    private static final PaperFacts OF_THE_LIST = new PaperFacts(
            "",
            "",
            "",
            "",
            "Ines Duarte",
            true,
            "https://huggingface.co/papers/2503.00010#community",
            List.of("https://media.example.org/tides.mp4"),
            null);

    private static final PaperFacts OF_ARXIV =
            new PaperFacts("12 pages", "Tides 3 (2025)", "10.1000/tides", "cs.CL", "", false, "", List.of(), null);

    @Inject
    Papers papers;

    private static Paper paper(String id, String source, LocalDate listed, PaperFacts facts) {
        return new Paper(
                new PaperId(id),
                "A Clock for Tides",
                "We count.",
                List.of(),
                "",
                List.of(),
                List.of(),
                "",
                1,
                0,
                0,
                listed,
                null,
                PaperLinks.NONE,
                source,
                false,
                facts);
    }

    private PaperFacts factsOf(String id) {
        return papers.find(new PaperId(id)).orElseThrow().facts();
    }

    @Test
    void factsOfSeveralSourcesComeTogetherAndAnUpdateWithoutThemErasesNone() {
        papers.take(List.of(paper("2503.00010", "daily", DAY, OF_THE_LIST)));
        assertThat(factsOf("2503.00010")).isEqualTo(OF_THE_LIST);
        assertThat(papers.take(List.of(paper("2503.00010", "arxiv", DAY, OF_ARXIV)))
                        .changed())
                .isOne();
        PaperFacts all = new PaperFacts(
                "12 pages",
                "Tides 3 (2025)",
                "10.1000/tides",
                "cs.CL",
                "Ines Duarte",
                true,
                OF_THE_LIST.discussion(),
                OF_THE_LIST.media(),
                null);
        assertThat(factsOf("2503.00010")).isEqualTo(all);
        Papers.Intake again = papers.take(List.of(
                paper("2503.00010", "daily", DAY, PaperFacts.NONE),
                paper("2503.00010", "arxiv", DAY, PaperFacts.NONE)));
        assertThat(again.changed()).isZero();
        assertThat(factsOf("2503.00010")).isEqualTo(all);
    }

    @Test
    void aWithdrawnPaperStandsOnNoListUntilItsSourceTakesThatBack() {
        Paper tides = paper("2503.00020", "daily", DAY.plusDays(1), PaperFacts.NONE);
        papers.take(List.of(tides));
        Map<PaperId, LocalDate> withdrawn =
                Map.of(tides.id(), DAY.plusDays(2), new PaperId("2503.00021"), DAY.plusDays(2));
        assertThat(papers.withdraw(withdrawn, "daily")).as("one is not known").isOne();
        assertThat(papers.withdraw(withdrawn, "daily")).isZero();
        papers.take(List.of(paper("2503.00020", "arxiv", DAY.plusDays(1), OF_ARXIV)));
        assertThat(factsOf("2503.00020").withdrawnOn()).isEqualTo(DAY.plusDays(2));
        assertThat(papers.listedBetween(DAY.plusDays(1), DAY.plusDays(1))).isEmpty();
        assertThat(papers.lastDayUpTo(DAY.plusDays(1))).isNotEqualTo(Optional.of(DAY.plusDays(1)));

        papers.take(List.of(tides));
        assertThat(factsOf("2503.00020").withdrawnOn()).isNull();
        assertThat(papers.listedBetween(DAY.plusDays(1), DAY.plusDays(1))).hasSize(1);
    }

    @Test
    void sourcesThatBringTheSamePapersAtOnceLoseNothing() throws Exception {
        List<Paper> some = IntStream.range(0, 40)
                .mapToObj(i -> paper("2503.%05d".formatted(100 + i), "daily", DAY, OF_THE_LIST))
                .toList();
        papers.take(some);
        try (ExecutorService sources = Executors.newFixedThreadPool(4)) {
            List<Callable<Papers.Intake>> all = IntStream.range(0, 8)
                    .<Callable<Papers.Intake>>mapToObj(n -> () -> papers.take(some.reversed().stream()
                            .map(paper ->
                                    paper(paper.id().value(), "other-" + n, DAY, n == 3 ? OF_ARXIV : PaperFacts.NONE))
                            .toList()))
                    .toList();
            for (var result : sources.invokeAll(all)) {
                result.get();
            }
        }
        assertThat(some)
                .allSatisfy(paper ->
                        assertThat(factsOf(paper.id().value()).comment()).isEqualTo("12 pages"));
    }
}

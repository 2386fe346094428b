package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.PaperId;
import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class SharedFeedMemoryTest {

    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);
    private static final PaperId TIDES = new PaperId("2611.00010");
    private static final PaperId LAMPS = new PaperId("2611.00020");

    @Inject
    SharedFeedMemory memory;

    private final TestClock clock = new TestClock();

    @Test
    void aStaleFeedIsFoundOutByAnotherNodeAndAfterARestart() {
        assertThat(freshness().objection("memory/cs.AI", "cs.AI", List.of(TIDES, LAMPS)))
                .isEmpty();
        clock.advance(Duration.ofDays(1));
        assertThat(freshness().objection("memory/cs.AI", "cs.AI", List.of(TIDES)))
                .contains("the feed of cs.AI is stale: it still holds the papers of a former day");
        assertThat(freshness().objection("memory/cs.CL", "cs.CL", List.of(TIDES)))
                .as("another feed has its own memory")
                .isEmpty();
    }

    @Test
    void whatAFeedStillHoldsIsRememberedForeverAndTheRestForAFortnight() {
        freshness().objection("memory/cs.LG", "cs.LG", List.of(TIDES, LAMPS));
        clock.advance(Duration.ofDays(15));
        assertThat(freshness().objection("memory/cs.LG", "cs.LG", List.of(TIDES)))
                .isPresent();
        assertThat(memory.seen("memory/cs.LG")).containsOnlyKeys(TIDES).containsEntry(TIDES, MONDAY);
    }

    @Test
    void twoNodesThatSeeTheSameAtOnceAreNoProblem() {
        memory.remember("memory/cs.RO", List.of(TIDES), MONDAY);
        memory.remember("memory/cs.RO", List.of(LAMPS, TIDES), MONDAY.plusDays(1));
        assertThat(memory.seen("memory/cs.RO")).containsEntry(TIDES, MONDAY).containsKey(LAMPS);
    }

    private ArxivFreshness freshness() {
        return new ArxivFreshness(memory, clock);
    }
}

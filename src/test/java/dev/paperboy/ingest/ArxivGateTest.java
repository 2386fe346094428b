package dev.paperboy.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.paperboy.testsupport.TestClock;
import dev.paperboy.testsupport.TestDatabase;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One request every three seconds and one connection, whoever asks. Two gates over one row are two nodes. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class ArxivGateTest {

    private static final URI PAGE = URI.create("https://export.arxiv.org/api/query");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private static Instant begin = Instant.parse("2030-01-01T00:00:00Z");

    @Inject
    SharedTurns turns;

    @Inject
    TransactionSynchronizationRegistry transactions;

    private final TestClock clock = new TestClock();
    private final List<Duration> pauses = new ArrayList<>();
    private final Gate here = node();
    private final Gate there = node();

    private Gate node() {
        return new ArxivGate(turns(), clock, span -> {
            pauses.add(span);
            clock.advance(span);
        });
    }

    /** Fields are made before beans are put in. */
    private Turns turns() {
        return new Turns() {
            @Override
            public boolean claim(String holder, Instant now, Instant until) {
                return turns.claim(holder, now, until);
            }

            @Override
            public void giveBack(String holder, Instant next) {
                turns.giveBack(holder, next);
            }

            @Override
            public void silence(Instant until) {
                turns.silence(until);
            }

            @Override
            public State state() {
                return turns.state();
            }
        };
    }

    /** The row outlives each test, so that each has a day of its own. */
    @BeforeEach
    void nextDay() {
        begin = begin.plus(Duration.ofDays(1));
        clock.moveTo(begin.toString());
    }

    private static Answer answer(int status, String body) {
        return new Answer(
                PAGE, status, HttpHeaders.of(Map.of(), (name, value) -> true), body.getBytes(StandardCharsets.UTF_8));
    }

    private Answer ask(Gate gate) throws IOException {
        return gate.through(PAGE, TIMEOUT, () -> answer(200, "<feed/>"));
    }

    @Test
    void ofManyNodesOneGetsTheTurn() throws Exception {
        try (ExecutorService nodes = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> all = IntStream.range(0, 16)
                    .<Callable<Boolean>>mapToObj(n -> () -> turns.claim("node-" + n, begin, begin.plus(TIMEOUT)))
                    .toList();
            long winners = 0;
            for (var result : nodes.invokeAll(all)) {
                winners += result.get() ? 1 : 0;
            }
            assertThat(winners).isOne();
        }
    }

    @Test
    void threeSecondsPassBetweenTheRequestsOfTwoNodes() throws IOException {
        ask(here);
        ask(there);
        ask(there);
        ask(here);
        assertThat(pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void whileOneNodeAsksTheOtherWaitsAndNoTransactionIsOpen() throws IOException {
        List<String> asked = new ArrayList<>();
        here.through(PAGE, Duration.ofMinutes(10), () -> {
            asked.add("here");
            assertThat(transactions.getTransactionKey()).isNull();
            assertThat(turns.state().heldUntil()).contains(begin.plus(Duration.ofSeconds(630)));
            assertThatThrownBy(() -> there.through(PAGE, TIMEOUT, () -> {
                        asked.add("there");
                        return answer(200, "");
                    }))
                    .isInstanceOf(FetchFailure.class)
                    .hasMessage("arXiv was not asked, for others here were asking it all the time");
            return answer(200, "<feed/>");
        });
        assertThat(asked).containsExactly("here");
        assertThat(pauses).hasSizeBetween(300, 302).containsOnly(Duration.ofSeconds(1));
        ask(there);
        assertThat(pauses.getLast()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void theTurnOfANodeThatDiedIsFreeAgainInTime() throws IOException {
        assertThat(turns.claim("dead", begin, begin.plusSeconds(50))).isTrue();
        ask(here);
        assertThat(clock.instant()).isEqualTo(begin.plusSeconds(50));
        assertThat(turns.claim(
                        "alive", clock.instant().plusSeconds(3), clock.instant().plusSeconds(60)))
                .isTrue();
        turns.giveBack("dead", clock.instant());
        assertThat(turns.claim(
                        "third", clock.instant().plusSeconds(4), clock.instant().plusSeconds(60)))
                .as("the dead gives back what is another's by now")
                .isFalse();
    }

    @Test
    void tenQuietMinutesHoldForEveryNodeAndAfterARestart() throws IOException {
        assertThatThrownBy(() -> here.through(PAGE, TIMEOUT, () -> answer(429, "Rate exceeded.")))
                .hasMessageEndingWith("left alone until " + begin.plusSeconds(600));
        clock.advance(Duration.ofSeconds(599));
        assertThatThrownBy(() -> ask(there)).hasMessageEndingWith("left alone until " + begin.plusSeconds(600));
        assertThatThrownBy(() -> ask(node())).isInstanceOf(FetchFailure.class);
        assertThat(pauses).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask(there).status()).isEqualTo(200);
    }

    @Test
    void anAttemptThatFailsGivesTheTurnBack() throws IOException {
        assertThatThrownBy(() -> here.through(PAGE, TIMEOUT, () -> {
                    throw new IOException("broke off");
                }))
                .hasMessage("broke off");
        ask(there);
        assertThat(pauses).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void itIsForArxivsHostsWhoeverAsksThem() {
        assertThat(List.of(
                        "https://arxiv.org/abs/1", "https://rss.arxiv.org/rss/cs.CL", "http://EXPORT.arXiv.org./api"))
                .allMatch(url -> ArxivGate.isFor(URI.create(url)));
        assertThat(List.of("https://notarxiv.org/", "https://arxiv.org.example.org/", "file:///arxiv.org"))
                .noneMatch(url -> ArxivGate.isFor(URI.create(url)));
    }
}

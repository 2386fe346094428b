package dev.paperboy.ingest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * arXiv's terms of use: one request every three seconds and one connection, over all its services together. After
 * "Rate exceeded." it needs ten minutes of silence to recover.
 */
final class ArxivGate implements Gate {

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final Clock clock;
    private final Pause pause;

    private Instant next = Instant.MIN;
    private Instant silentUntil = Instant.MIN;

    ArxivGate(Clock clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public synchronized Answer through(Attempt attempt) throws IOException {
        if (silentUntil.isAfter(clock.instant())) {
            throw silence();
        }
        waitForTurn();
        try {
            Answer answer = attempt.make();
            boolean exceeded = answer.status() == 429
                    || (answer.body().length < 200 && answer.text().strip().startsWith("Rate exceeded"));
            if (exceeded) {
                silentUntil = clock.instant().plus(SILENCE);
                throw silence();
            }
            return answer;
        } finally {
            next = clock.instant().plus(BETWEEN);
        }
    }

    private void waitForTurn() throws FetchFailure {
        Instant now = clock.instant();
        if (!next.isAfter(now)) {
            return;
        }
        try {
            pause.take(Duration.between(now, next));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailure(0, "the look was stopped while it waited for arXiv");
        }
    }

    private FetchFailure silence() {
        return new FetchFailure(
                429,
                "arXiv said that there were too many requests; it is left alone until "
                        + silentUntil.truncatedTo(ChronoUnit.SECONDS));
    }
}

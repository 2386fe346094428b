package dev.paperboy.ingest;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;

/**
 * arXiv's <a href="https://info.arxiv.org/help/api/tou.html">terms of use</a>: one request every three seconds and one
 * connection, over all its services and all our machines together. After "Rate exceeded." it needs ten minutes of
 * silence to recover.
 */
final class ArxivGate implements Gate {

    private static final Duration BETWEEN = Duration.ofSeconds(3);
    private static final Duration SILENCE = Duration.ofMinutes(10);

    /** How much longer than its timeout a request may hold the turn, for it has to be written down too. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    /** While another holds the turn nobody knows for how long, so it is looked after this often. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Several nodes take turns, but one that does not get any for so long had better say so. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Turns turns;
    private final Clock clock;
    private final Pause pause;

    ArxivGate(Turns turns, Clock clock, Pause pause) {
        this.turns = turns;
        this.clock = clock;
        this.pause = pause;
    }

    /** Whether this is one of arXiv's own hosts, whoever asks it. */
    static boolean isFor(URI url) {
        String host = String.valueOf(url.getHost()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return host.equals("arxiv.org") || host.endsWith(".arxiv.org");
    }

    @Override
    public Answer through(URI url, Duration timeout, Attempt attempt) throws IOException {
        String holder = UUID.randomUUID().toString();
        awaitTurn(holder, timeout.plus(GRACE));
        try {
            Answer answer = attempt.make();
            boolean exceeded = answer.status() == 429
                    || (answer.body().length < 200 && answer.text().strip().startsWith("Rate exceeded"));
            if (exceeded) {
                Instant now = clock.instant();
                Duration asked = Waits.asked(answer.status(), answer.headers(), now);
                Instant until = now.plus(asked.compareTo(SILENCE) > 0 ? asked : SILENCE);
                turns.silence(until);
                throw silence(until);
            }
            return answer;
        } finally {
            turns.giveBack(holder, clock.instant().plus(BETWEEN));
        }
    }

    private void awaitTurn(String holder, Duration lease) throws FetchFailure {
        Instant begun = clock.instant();
        for (Instant now = begun; !turns.claim(holder, now, now.plus(lease)); now = clock.instant()) {
            Turns.State state = turns.state();
            if (state.silentUntil().isAfter(now)) {
                throw silence(state.silentUntil());
            }
            if (now.isAfter(begun.plus(PATIENCE))) {
                throw new FetchFailure(0, "arXiv was not asked, for others here were asking it all the time");
            }
            take(untilFree(state, now));
        }
    }

    private static Duration untilFree(Turns.State state, Instant now) {
        Duration wait = Duration.between(now, state.heldUntil().orElse(state.freeAt()));
        Duration most = state.heldUntil().isPresent() ? LOOK : BETWEEN;
        Duration atMost = wait.compareTo(most) < 0 ? wait : most;
        return atMost.compareTo(SHORTEST) < 0 ? SHORTEST : atMost;
    }

    private void take(Duration span) throws FetchFailure {
        try {
            pause.take(span);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new FetchFailure(0, "the look was stopped while it waited for arXiv");
        }
    }

    private static FetchFailure silence(Instant until) {
        return new FetchFailure(
                429,
                "arXiv said that there were too many requests; it is left alone until "
                        + until.truncatedTo(ChronoUnit.SECONDS));
    }
}

package dev.paperboy.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.outbox.Departures;
import dev.paperboy.testsupport.ExampleNewsletter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeTimeTest {

    private static final Instant NOW = Instant.parse("2026-11-23T05:58:00Z");

    private final HomeTime time =
            new HomeTime(ExampleNewsletter.in(Path.of("target")), Clock.fixed(NOW, ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-23T06:00:00Z | 2026-11-24T18:00:00Z | the first at 06:00, the last on Tuesday at 18:00 (UTC)
            2026-11-23T05:58:00Z | 2026-11-23T22:00:00Z | the first now, the last at 22:00 (UTC)
            2026-11-23T07:00:00Z | 2026-11-23T07:00:30Z | all of it at 07:00 (UTC)
            2026-11-22T07:00:00Z | 2026-11-23T04:00:00Z | all of it now
            2026-11-29T07:00:00Z | 2026-11-30T07:00:00Z | the first on Sunday at 07:00, the last on 30 November at 07:00 (UTC)
            """)
    void aSendSaysWhenItsMailsLeave(Instant first, Instant last, String words) {
        assertThat(time.leaving(new Departures(first, last))).isEqualTo(words);
    }

    @Test
    void whatIsDueThisMomentIsNotToCome() {
        assertThat(time.isPast(NOW)).isTrue();
        assertThat(time.isPast(NOW.plusSeconds(1))).isFalse();
    }
}

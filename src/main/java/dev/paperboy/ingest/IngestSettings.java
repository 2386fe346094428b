package dev.paperboy.ingest;

import dev.paperboy.kernel.SpanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where papers come from, by name. With none set, the bundled sample is the only source. */
@ConfigMapping(prefix = "paperboy.sources")
interface IngestSettings {

    @WithParentName
    Map<String, SourceSettings> byName();

    interface SourceSettings {

        @WithDefault("sample")
        Kind kind();

        /** What readers call it, where an issue has to do without it. */
        Optional<String> title();

        /** For {@code file}: a file, or a folder whose files are all read. */
        Optional<Path> path();

        /** For what is read from the web: its base address, or for {@code feed} the address of the feed. */
        Optional<String> url();

        /** For {@code arxiv}: the base address of the announcement feeds. */
        Optional<String> feedUrl();

        /** For {@code arxiv}: the categories to follow, such as {@code cs.CL,cs.LG}. */
        Optional<List<String>> categories();

        /** How often to look. Looking at what is unchanged costs a read of it and changes nothing. */
        Optional<@WithConverter(SpanConverter.class) Duration> every();

        /** For what is read from the web: how long one request may take. */
        @WithDefault("20s")
        @WithConverter(TimeoutConverter.class)
        Duration timeout();

        /** What an issue does whose hour has come while this source is late: empty, unreadable, or not looked at in time. */
        @WithDefault("partial")
        Late late();

        /** For {@code late=wait}: how long after the hour of assembly to wait; then the issue is made without it. */
        @WithDefault("2h")
        @WithConverter(SpanConverter.class)
        Duration waitFor();
    }

    enum Late {
        /** Wait for it, for a time. */
        WAIT,
        /** Go without it, and say so in the mail. */
        PARTIAL,
        /** Hold the issue for an operator. */
        HOLD
    }

    enum Kind {
        SAMPLE("10m", ""),
        FILE("10m", ""),
        HUGGING_FACE("30m", "Hugging Face Daily Papers"),
        ARXIV("1h", "arXiv"),
        HACKER_NEWS("30m", "Hacker News"),
        FEED("1h", "");

        private final Duration every;
        private final String title;

        Kind(String every, String title) {
            this.every = Duration.parse("PT" + every);
            this.title = title;
        }

        /** What readers call it where nothing else is set; empty when only its own name tells it from others. */
        String title() {
            return title;
        }

        /** How often to look where nothing else is set. */
        Duration every() {
            return every;
        }
    }
}

package dev.paperboy.issue;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What goes into an issue. */
@ConfigMapping(prefix = "paperboy.issue")
interface IssueSettings {

    /** What a day does that brought no new papers, as most weekends do: nothing, or a short list of the week's best. */
    @WithDefault("skip")
    QuietDay quietDay();

    enum QuietDay {
        SKIP,
        BEST_OF_WEEK
    }
}

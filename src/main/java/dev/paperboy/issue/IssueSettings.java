package dev.paperboy.issue;

import dev.paperboy.kernel.ShareConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;

/** What goes into an issue. */
@ConfigMapping(prefix = "paperboy.issue")
interface IssueSettings {

    /** What a day does that brought no new papers, as most weekends do: nothing, or a short list of the week's best. */
    @WithDefault("skip")
    QuietDay quietDay();

    /**
     * The trend, from 0 to 1, that a paper needs to be in an issue at all; a day whose new papers all stay below is quiet. Higher makes
     * shorter issues, and readers of small topics go without more often. With 0 every paper of the week may come.
     */
    @WithDefault("0.03")
    @WithConverter(ShareConverter.class)
    double bar();

    enum QuietDay {
        SKIP,
        BEST_OF_WEEK
    }
}

package dev.paperboy.ingest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What all sources on the web have in common. */
@ConfigMapping(prefix = "paperboy.ingest")
interface WebSettings {

    /** Whether a source may have an address of this machine or its own network, such as an in-house feed. */
    @WithDefault("false")
    boolean allowPrivateAddresses();
}

package dev.paperboy.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How the ledger is worked off. */
@ConfigMapping(prefix = "paperboy.smtp")
interface OutboxSettings {

    /** What to do with a mail that may or may not have been accepted: ask an operator, or risk a second copy. */
    @WithDefault("hold")
    OnUncertain onUncertain();

    /**
     * Waits between tries of a mail that the relay deferred. After the last, a notice has failed; an issue's mail goes on, each wait twice
     * as long as the one before and at most eight hours, until its issue expires.
     */
    @WithDefault("1m,5m,15m,30m,1h,2h,4h,8h")
    List<@WithConverter(WaitConverter.class) Duration> retryAfter();

    /** Limits for single recipient domains, by their names, such as {@code paperboy.smtp.domains."example.com".rate=5}. */
    Map<String, Domain> domains();

    interface Domain {

        /** Mails a second at most, over all relays and nodes. */
        @WithConverter(RateConverter.class)
        double rate();
    }

    enum OnUncertain {
        HOLD,
        RESEND
    }
}

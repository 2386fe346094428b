package dev.paperboy.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How the ledger is worked off. */
@ConfigMapping(prefix = "paperboy.smtp")
interface OutboxSettings {

    /** Connections to the relay, and so mails on their way at once. A kill can leave at most this many in doubt. */
    @WithDefault("8")
    @WithConverter(ConnectionsConverter.class)
    int connections();

    /** What to do with a mail that may or may not have been accepted: ask an operator, or risk a second copy. */
    @WithDefault("hold")
    OnUncertain onUncertain();

    /** Waits between tries of a mail that the relay deferred; after the last, it has failed. */
    @WithDefault("1m,5m,15m,30m,1h,2h,4h,8h")
    List<Duration> retryAfter();

    enum OnUncertain {
        HOLD,
        RESEND
    }
}

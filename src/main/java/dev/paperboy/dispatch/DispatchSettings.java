package dev.paperboy.dispatch;

import dev.paperboy.kernel.SpanConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.time.DayOfWeek;
import java.time.Duration;
import org.quartz.CronExpression;

/** When issues are made and who must agree. */
@ConfigMapping(prefix = "paperboy.issue")
interface DispatchSettings {

    /** Quartz cron in the home zone. Earlier reaches readers in the east at breakfast; later sees more of the day's papers. */
    @WithDefault("0 0 6 * * ?")
    @WithConverter(CronConverter.class)
    CronExpression assemble();

    /** Publishers who must approve an issue before it goes out; with {@code auto} nobody is waited for. */
    @WithDefault("auto")
    Approval approval();

    /** A mail that is this late is not sent by itself any more: yesterday's news may be worse than none, so an operator decides. */
    @WithDefault("20h")
    @WithConverter(SpanConverter.class)
    Duration expiresAfter();

    /** The day on which the week's issue is made, at the same hour as the daily one. */
    @WithDefault("saturday")
    DayOfWeek weeklyOn();

    enum Approval {
        AUTO,
        ONE
    }
}

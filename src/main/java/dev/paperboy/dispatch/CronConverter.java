package dev.paperboy.dispatch;

import java.text.ParseException;
import org.eclipse.microprofile.config.spi.Converter;
import org.quartz.CronExpression;

/** Quartz' own cron expressions, read when the settings are, so that a wrong one stops the start with a sentence. */
public class CronConverter implements Converter<CronExpression> {

    @Override
    public CronExpression convert(String value) {
        try {
            return new CronExpression(value);
        } catch (ParseException wrong) {
            throw new IllegalArgumentException(
                    "allowed is a Quartz cron expression such as 0 0 6 * * ? (" + wrong.getMessage() + ")", wrong);
        }
    }
}

package dev.paperboy.kernel;

import org.eclipse.microprofile.config.spi.Converter;

/** Lets {@code paperboy.from} be written as it stands in a mail. */
public class SenderConverter implements Converter<Sender> {

    @Override
    public Sender convert(String value) {
        return Sender.parse(value);
    }
}

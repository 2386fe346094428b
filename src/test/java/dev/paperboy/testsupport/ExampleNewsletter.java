package dev.paperboy.testsupport;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** Daily Papers of papers.example.org, for tests that build a part by hand. */
public record ExampleNewsletter(Sender from, Path dataDir, URI publicUrl) implements Newsletter {

    private static final URI USUAL_URL = URI.create("https://papers.example.org");

    public static ExampleNewsletter from(String address) {
        return new ExampleNewsletter(
                new Sender("Daily Papers", new EmailAddress(address)), Path.of("target/paperboy"), USUAL_URL);
    }

    public static ExampleNewsletter in(Path dataDir) {
        return new ExampleNewsletter(from("papers@example.org").from(), dataDir, USUAL_URL);
    }

    public ExampleNewsletter at(String url) {
        return new ExampleNewsletter(from, dataDir, URI.create(url));
    }

    @Override
    public String name() {
        return "Daily Papers";
    }

    @Override
    public Optional<String> postalAddress() {
        return Optional.empty();
    }

    @Override
    public ZoneId zone() {
        return ZoneId.of("UTC");
    }

    @Override
    public Optional<String> secret() {
        return Optional.empty();
    }
}

package dev.paperboy.testsupport;

import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;

/** Daily Papers of papers.example.org, for tests that build a part by hand. */
public record ExampleNewsletter(Sender from, Path dataDir, URI publicUrl, ZoneId zone) implements Newsletter {

    public static ExampleNewsletter from(String address) {
        return new ExampleNewsletter(
                new Sender("Daily Papers", new EmailAddress(address)),
                Path.of("target/paperboy"),
                URI.create("https://papers.example.org"),
                ZoneId.of("UTC"));
    }

    public static ExampleNewsletter in(Path dataDir) {
        ExampleNewsletter usual = from("papers@example.org");
        return new ExampleNewsletter(usual.from, dataDir, usual.publicUrl, usual.zone);
    }

    public static ExampleNewsletter in(ZoneId zone) {
        ExampleNewsletter usual = from("papers@example.org");
        return new ExampleNewsletter(usual.from, usual.dataDir, usual.publicUrl, zone);
    }

    public ExampleNewsletter at(String url) {
        return new ExampleNewsletter(from, dataDir, URI.create(url), zone);
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
    public Optional<String> secret() {
        return Optional.empty();
    }
}

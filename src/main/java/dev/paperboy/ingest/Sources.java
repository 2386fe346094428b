package dev.paperboy.ingest;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.WrongSetting;
import dev.paperboy.paper.Papers;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The sources that the settings name, in order of name. */
@ApplicationScoped
class Sources {

    private final KnownPapers known;
    private final Clock clock;
    private final WebClient web;
    private final Gate arxiv;
    private final Gate usual;
    private final FeedMemory memory;
    private final List<Source> all;
    private final Map<String, Policy> policies = new HashMap<>();
    private final Map<String, String> titles = new HashMap<>();

    Sources(
            IngestSettings settings,
            WebSettings webSettings,
            Newsletter newsletter,
            Papers papers,
            Turns turns,
            FeedMemory memory,
            Clock clock) {
        this.known = KnownPapers.of(papers);
        settings.byName().forEach((name, each) -> {
            policies.put(name, new Policy(each.late(), each.waitFor()));
            titles.put(name, title(name, each));
        });
        this.clock = clock;
        Predicate<InetAddress> allowed = webSettings.allowPrivateAddresses() ? address -> true : new PublicAddresses();
        this.web = new WebClient(
                clock,
                Thread::sleep,
                InetAddress::getAllByName,
                allowed,
                "Paperboy/1.0 (+%s; mailto:%s)"
                        .formatted(newsletter.publicUrl(), newsletter.from().address()));
        this.arxiv = new ArxivGate(turns, clock, Thread::sleep);
        this.usual =
                (url, timeout, attempt) -> (ArxivGate.isFor(url) ? arxiv : Gate.OPEN).through(url, timeout, attempt);
        this.memory = memory;
        this.all = settings.byName().isEmpty()
                ? List.of(new SampleSource("sample", IngestSettings.Kind.SAMPLE.every()))
                : settings.byName().entrySet().stream()
                        .map(named -> source(named.getKey(), named.getValue()))
                        .sorted(Comparator.comparing(Source::name))
                        .toList();
    }

    /** What to do when a source is late. */
    record Policy(IngestSettings.Late late, Duration waitFor) {}

    Policy policy(String name) {
        return policies.getOrDefault(name, new Policy(IngestSettings.Late.PARTIAL, Duration.ZERO));
    }

    private static String title(String name, IngestSettings.SourceSettings settings) {
        String usual = settings.kind().title();
        return settings.title()
                .map(String::strip)
                .filter(title -> !title.isEmpty())
                .orElse(usual.isEmpty() ? name : usual);
    }

    /** What readers call the source of this name. */
    String title(String name) {
        return titles.getOrDefault(name, name);
    }

    private Source source(String name, IngestSettings.SourceSettings settings) {
        Duration every = settings.every().orElse(settings.kind().every());
        return switch (settings.kind()) {
            case SAMPLE -> new SampleSource(name, every);
            case FILE ->
                new FileSource(
                        name,
                        settings.path()
                                .orElseThrow(() ->
                                        new WrongSetting(key(name, "path"), "", "the path of a file or a folder")),
                        every);
            case HUGGING_FACE ->
                new HuggingFaceSource(
                        name, web(name, "url", settings.url(), "https://huggingface.co", settings), every, clock);
            case ARXIV ->
                new ArxivSource(
                        name,
                        categories(name, settings),
                        web(name, "feed-url", settings.feedUrl(), "https://rss.arxiv.org", settings)
                                .behind(arxiv),
                        web(name, "url", settings.url(), "https://export.arxiv.org", settings)
                                .behind(arxiv),
                        known,
                        memory,
                        every,
                        clock);
            case HACKER_NEWS ->
                new HackerNewsSource(
                        name, web(name, "url", settings.url(), "https://hn.algolia.com", settings), every, clock);
            case FEED -> new FeedSource(name, web(name, "url", settings.url(), "", settings), every);
        };
    }

    private WebSource web(
            String name, String key, Optional<String> url, String otherwise, IngestSettings.SourceSettings settings) {
        String typed = url.orElse(otherwise).strip();
        boolean isWhole = settings.kind() == IngestSettings.Kind.FEED;
        try {
            URI address = new URI(isWhole ? typed : typed.replaceFirst("/+$", ""));
            String scheme = String.valueOf(address.getScheme());
            boolean readable = scheme.equals("https") || scheme.equals("http");
            if (readable && address.getHost() != null && address.getRawUserInfo() == null) {
                return new WebSource(address, settings.timeout(), web, usual);
            }
        } catch (URISyntaxException notAnAddress) {
            // The sentence below is for both.
        }
        // What was typed may hold a password, so it is not repeated.
        throw new WrongSetting(
                key(name, key),
                typed.isEmpty() ? "" : "…",
                "an address that begins with https:// or http://, without a password");
    }

    private static List<String> categories(String name, IngestSettings.SourceSettings settings) {
        List<String> written = settings.categories().orElse(List.of());
        if (written.isEmpty()) {
            throw new WrongSetting(key(name, "categories"), "", "a list of arXiv categories such as cs.CL,cs.LG");
        }
        return written.stream()
                .map(category -> ArxivCategories.canonical(category)
                        .orElseThrow(() -> new WrongSetting(
                                key(name, "categories"), category, "a list of arXiv categories such as cs.CL,cs.LG")))
                .distinct()
                .toList();
    }

    private static String key(String name, String setting) {
        return "paperboy.sources." + name + "." + setting;
    }

    List<Source> all() {
        return all;
    }

    Optional<Source> named(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}

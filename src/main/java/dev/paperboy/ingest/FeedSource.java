package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rometools.rome.feed.synd.SyndCategory;
import com.rometools.rome.feed.synd.SyndContent;
import com.rometools.rome.feed.synd.SyndEntry;
import com.rometools.rome.feed.synd.SyndFeed;
import com.rometools.rome.feed.synd.SyndLink;
import com.rometools.rome.feed.synd.SyndPerson;
import com.rometools.rome.io.FeedException;
import com.rometools.rome.io.SyndFeedInput;
import com.rometools.rome.io.XmlReader;
import dev.paperboy.paper.PaperId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Any RSS or Atom feed: a laboratory's blog, a journal. An entry that links to arXiv is the paper it links to. */
record FeedSource(String name, WebSource web, Duration every) implements Source {

    private static final int MOST_ENTRIES = 1000;

    private static final Pattern WEB = Pattern.compile("https?://[^/]", Pattern.CASE_INSENSITIVE);

    /** Of an address; names (RFC 8141, RFC 4151) lead nowhere, so they do no harm. */
    private static final Pattern SCHEME =
            Pattern.compile("(?!https?:|urn:|tag:)[a-z][a-z0-9+.-]*:", Pattern.CASE_INSENSITIVE);

    @Override
    public String description() {
        return "feed " + web.shown();
    }

    @Override
    public void read(LocalDate today, BiConsumer<String, ParsedRow> sink) throws IOException {
        Answer answer = web.get(web.base());
        SyndFeed feed = parsed(answer);
        String path = web.base().getPath();
        // Without its query, in which a key may stand: a link such as "#note" would carry that into public.
        URI place = answer.url().resolve(answer.url().getRawPath());
        int line = 0;
        for (SyndEntry entry : feed.getEntries().stream().limit(MOST_ENTRIES).toList()) {
            line++;
            row(entry, place, line, today).forEach(row -> sink.accept(path.isEmpty() ? "/" : path, row));
        }
    }

    private static SyndFeed parsed(Answer answer) throws IOException {
        SyndFeedInput input = new SyndFeedInput();
        input.setAllowDoctypes(false);
        String type = answer.header("Content-Type");
        try (XmlReader reader = new XmlReader(
                new ByteArrayInputStream(answer.body()), type.isEmpty() ? "application/xml" : type, true)) {
            return input.build(reader);
        } catch (FeedException | IllegalArgumentException notAFeed) {
            String reason = ReadableText.title(String.valueOf(notAFeed.getMessage()));
            throw new FetchFailure(
                    200,
                    WebClient.shown(answer.url()) + " is no RSS or Atom feed that can be read: "
                            + RowFields.shortened(reason, 200));
        }
    }

    private List<ParsedRow> row(SyndEntry entry, URI feed, int line, LocalDate today) {
        Set<String> links = links(entry, feed);
        if (links.isEmpty() && leavesTheWeb(entry)) {
            return List.of(new ParsedRow.Bad(line, "its link is not http or https"));
        }
        Optional<PaperId> arxiv = links.stream()
                .flatMap(link -> PaperId.parse(link).stream())
                .filter(PaperId::isArxiv)
                .findFirst();
        String first = links.stream().findFirst().orElse("");
        Optional<LocalDate> published = Stream.of(entry.getPublishedDate(), entry.getUpdatedDate())
                .filter(Objects::nonNull)
                .map(Date::toInstant)
                .map(moment -> LocalDate.ofInstant(moment, ZoneOffset.UTC))
                .map(day -> day.isAfter(today) ? today : day)
                .findFirst();
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", arxiv.map(PaperId::value).orElse(first.isEmpty() ? text(entry.getUri()) : first));
        row.put("url", first);
        row.put("title", text(entry.getTitleEx(), entry.getTitle()));
        row.put("abstract", text(body(entry), ""));
        row.put("date", published.map(LocalDate::toString).orElse(""));
        row.put("published", published.map(LocalDate::toString).orElse(""));
        authors(entry, row.putArray("authors"));
        categories(entry, row);
        return PlainRow.of(row).parsed(line, today, name);
    }

    /** The entry's own page first; addresses are made whole by that of the feed. */
    private static Set<String> links(SyndEntry entry, URI feed) {
        Set<String> links = new LinkedHashSet<>();
        declared(entry).forEach(link -> whole(link, feed).ifPresent(links::add));
        // An id is an address only if it says so itself; made whole by the feed's it would lead nowhere.
        String id = text(entry.getUri()).strip();
        if (isWeb(id) || isArxivId(id)) {
            links.add(id);
        }
        return links;
    }

    private static Stream<String> declared(SyndEntry entry) {
        return Stream.concat(
                        Stream.of(text(entry.getLink())),
                        entry.getLinks().stream().map(SyndLink::getHref))
                .map(FeedSource::text)
                .map(String::strip)
                .filter(link -> !link.isEmpty());
    }

    /** An address that has only a slip in it costs the link; what is no address of the web costs the row. */
    private static boolean leavesTheWeb(SyndEntry entry) {
        return declared(entry).anyMatch(link -> SCHEME.matcher(link).lookingAt());
    }

    private static Optional<String> whole(String link, URI feed) {
        if (isArxivId(link)) {
            return Optional.of(link);
        }
        try {
            URI address = feed.resolve(link);
            return Optional.of(address.toString()).filter(FeedSource::isWeb);
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    private static boolean isArxivId(String link) {
        return !link.contains("/")
                && PaperId.parse(link).filter(PaperId::isArxiv).isPresent();
    }

    private static boolean isWeb(String link) {
        return WEB.matcher(link).lookingAt();
    }

    /** What sums the entry up, or the longest of what it says when nothing does. */
    private static SyndContent body(SyndEntry entry) {
        if (entry.getDescription() != null
                && !text(entry.getDescription().getValue()).isBlank()) {
            return entry.getDescription();
        }
        return entry.getContents().isEmpty() ? null : entry.getContents().getFirst();
    }

    /** RSS does not say whether its text is HTML; it mostly is. */
    private static String text(SyndContent content, String otherwise) {
        if (content == null || content.getValue() == null) {
            return text(otherwise);
        }
        boolean plain = "text".equals(content.getType()) || "text/plain".equals(content.getType());
        return plain ? content.getValue() : MarkupText.of(content.getValue());
    }

    private static String text(String maybeNull) {
        return maybeNull == null ? "" : maybeNull;
    }

    private static void authors(SyndEntry entry, ArrayNode names) {
        List<SyndPerson> people = entry.getAuthors();
        people.stream()
                .map(SyndPerson::getName)
                .filter(Objects::nonNull)
                .map(MarkupText::of)
                .forEach(names::add);
        if (names.isEmpty() && !text(entry.getAuthor()).isBlank()) {
            names.add(MarkupText.of(entry.getAuthor()));
        }
    }

    /** arXiv's categories are categories; a blog's tags are keywords. */
    private static void categories(SyndEntry entry, ObjectNode row) {
        ArrayNode categories = row.putArray("categories");
        ArrayNode keywords = row.putArray("keywords");
        for (SyndCategory category : entry.getCategories()) {
            String tag = text(category.getName());
            ArxivCategories.canonical(tag).ifPresentOrElse(categories::add, () -> keywords.add(MarkupText.of(tag)));
        }
    }
}

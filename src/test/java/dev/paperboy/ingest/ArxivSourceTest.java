package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.body;
import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.tagged;
import static dev.paperboy.testsupport.FixtureServer.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.testsupport.FixtureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ArxivSourceTest {

    private static final String FEED = """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
          <id>http://rss.arxiv.org/atom/cs.AI</id><title>cs.AI updates on arXiv.org</title><updated>2026-11-23T05:00:19.866337+00:00</updated>
          %s
        </feed>
        """;

    private final FixtureServer server = new FixtureServer().on("/api/query", xml(FEED.formatted("")));
    private final LiveWeb web = new LiveWeb();
    private final Set<String> known = new HashSet<>();
    private final List<Paper> lately = new ArrayList<>();

    private final KnownPapers papers = new KnownPapers() {
        @Override
        public boolean knows(PaperId id) {
            return known.contains(id.value());
        }

        @Override
        public List<Paper> listedBetween(LocalDate first, LocalDate last) {
            return lately;
        }
    };

    private ArxivSource source(String... categories) {
        Gate gate = new ArxivGate(web.node, web.clock, web.pause);
        return new ArxivSource(
                "arxiv",
                List.of(categories),
                web.at(server).behind(gate),
                web.at(server).behind(gate),
                papers,
                web.node,
                Duration.ofHours(1),
                web.clock);
    }

    @AfterEach
    void close() {
        server.close();
    }

    private static FixtureServer.Reply feed(String... entries) {
        return xml(FEED.formatted(String.join("\n", entries)));
    }

    private static String announced(String id, String type, String... more) {
        return """
            <entry><id>oai:arXiv.org:%s</id><title>Study %s</title><updated>2026-11-23T05:00:19.899254+00:00</updated>
              <link href="https://arxiv.org/abs/%s" rel="alternate" type="text/html"/>
              <summary>arXiv:%s Announce Type: %s \nAbstract: We count tides.</summary>
              <category term="cs.CL"/><category term="cs.AI"/><published>2026-11-23T00:00:00-05:00</published>
              <arxiv:announce_type>%s</arxiv:announce_type><dc:creator>Ada Brandt, Noor Haddad</dc:creator>%s</entry>
            """.formatted(id, id, id.replaceFirst("v\\d+$", ""), id, type, type, String.join("", more));
    }

    private static String answered(String id, String... more) {
        return """
            <entry><id>http://arxiv.org/abs/%s</id><title>Study %s,
              Complete</title><updated>2026-11-20T00:47:07Z</updated><published>2026-11-19T00:47:07Z</published>
              <summary>  We count tides\nand wrapped lines.\n</summary><author><name>Ada Brandt</name></author><author><name>Noor Haddad Jr</name></author>
              <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/><category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>%s</entry>
            """.formatted(id, id, String.join("", more));
    }

    @Test
    void announcementsAreCompletedByTheQueryApi() {
        server.on("/atom/cs.AI", feed(announced("2611.13426v1", "new")))
                .on("/api/query", feed(answered("2611.13426v1", """
                    <arxiv:primary_category term="cs.CL"/><category term="I.2.7"/><category term="68T50"/><category term="cs.SY"/>
                    <arxiv:comment>Twelve pages, code at https://github.com/harbour-lab/tides.git.</arxiv:comment>
                    <arxiv:journal_ref>Tides 3</arxiv:journal_ref><arxiv:doi>10.1000/tides</arxiv:doi>
                    <link href="https://arxiv.org/abs/2611.13426v1" rel="alternate" type="text/html"/>
                    <link href="https://arxiv.org/pdf/2611.13426v1" rel="related" title="pdf"/>\
                    """)));
        web.read(source("cs.AI"));
        assertThat(web.problem()).isEmpty();
        assertThat(web.objections()).isEmpty();
        assertThat(server.paths())
                .containsExactly("/atom/cs.AI", "/api/query?id_list=2611.13426&start=0&max_results=1");
        Paper paper = web.paper("2611.13426");
        assertThat(paper.title()).isEqualTo("Study 2611.13426v1, Complete");
        assertThat(paper.abstractText()).isEqualTo("We count tides and wrapped lines.");
        assertThat(paper.authors()).containsExactly("Ada Brandt", "Noor Haddad Jr");
        assertThat(paper.categories()).containsExactly("cs.CL", "cs.AI", "eess.SY");
        assertThat(paper.listedOn()).isEqualTo("2026-11-23");
        assertThat(paper.publishedOn()).isEqualTo("2026-11-19");
        assertThat(paper.links())
                .isEqualTo(new PaperLinks(
                        "https://arxiv.org/abs/2611.13426",
                        "https://arxiv.org/pdf/2611.13426",
                        "https://github.com/harbour-lab/tides",
                        "",
                        ""));
        assertThat(paper.source()).isEqualTo("arxiv");
        assertThat(paper.facts())
                .isEqualTo(new PaperFacts(
                        "Twelve pages, code at https://github.com/harbour-lab/tides.git.",
                        "Tides 3",
                        "10.1000/tides",
                        "cs.CL",
                        "",
                        false,
                        "",
                        List.of(),
                        null));
    }

    @Test
    void whatTheAnnouncementSaysAndTheAnswerDoesNotIsKept() {
        server.on("/atom/cs.AI", feed(announced("2611.13426v1", "new", """
                    <arxiv:DOI>10.1000/tides.1</arxiv:DOI><arxiv:journal_reference>Tides 1 (2026)</arxiv:journal_reference>\
                    """)))
                .on("/api/query", feed(answered("2611.13426v1")));
        PaperFacts facts = web.read(source("cs.AI")).paper("2611.13426").facts();
        assertThat(facts.doi()).isEqualTo("10.1000/tides.1");
        assertThat(facts.journal()).isEqualTo("Tides 1 (2026)");
        assertThat(facts.primaryCategory()).isEmpty();
    }

    private static FixtureServer.Reply rss(String... items) {
        String feed = """
            <?xml version='1.0' encoding='UTF-8'?>
            <rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0">
              <channel><title>cs.AI updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.AI</link>
              <description>cs.AI updates on the arXiv.org e-print archive.</description><lastBuildDate>Mon, 23 Nov 2026 05:00:08 +0000</lastBuildDate>
              <pubDate>Mon, 23 Nov 2026 00:00:00 -0500</pubDate><skipDays><day>Saturday</day><day>Sunday</day></skipDays>%s</channel></rss>
            """;
        return body(
                200,
                "application/rss+xml",
                feed.formatted(String.join("", items)).getBytes(StandardCharsets.UTF_8));
    }

    private static String item(String id, String type, String more) {
        return """
            <item><title>Study %s</title><link>https://arxiv.org/abs/%s</link>
              <description>arXiv:%s Announce Type: %s \nAbstract: We count &lt;think&gt; tides.</description>
              <guid isPermaLink="false">oai:arXiv.org:%s</guid><category>cs.CL</category><category>cs.SY</category>
              <pubDate>Fri, 20 Nov 2026 00:00:00 -0500</pubDate><arxiv:announce_type>%s</arxiv:announce_type>
              <dc:rights>http://creativecommons.org/licenses/by/4.0/</dc:rights><dc:creator>Ada Brandt, Noor Haddad</dc:creator>%s</item>
            """.formatted(id, id.replaceFirst("v\\d+$", ""), id, type, id, type, more);
    }

    @Test
    void announcementsAsRssAreReadLikeThoseAsAtom() {
        server.on(
                "/atom/cs.AI",
                rss(
                        item("2611.13426v1", "new", """
                            <arxiv:DOI>10.1000/tides.1</arxiv:DOI><arxiv:journal_reference>Tides 1 (2026)</arxiv:journal_reference>\
                            """),
                        item("hep-th/9901001v3", "replace", ""),
                        item("2611.13427v2", "cross", "")));
        web.read(source("cs.AI"));
        assertThat(web.problem()).isEmpty();
        assertThat(web.objections()).isEmpty();
        assertThat(web.oddities()).isEmpty();
        assertThat(web.ids()).containsExactly("2611.13426", "2611.13427");
        Paper paper = web.paper("2611.13426");
        assertThat(paper.title()).isEqualTo("Study 2611.13426v1");
        assertThat(paper.abstractText()).isEqualTo("We count <think> tides.");
        assertThat(paper.authors()).containsExactly("Ada Brandt", "Noor Haddad");
        assertThat(paper.categories()).containsExactly("cs.CL", "eess.SY");
        assertThat(paper.listedOn()).isEqualTo("2026-11-20");
        assertThat(paper.publishedOn()).isNull();
        assertThat(paper.facts().doi()).isEqualTo("10.1000/tides.1");
        assertThat(paper.facts().journal()).isEqualTo("Tides 1 (2026)");
    }

    @Test
    void anAddressThatNamesTheFormIsAskedAsItStands() {
        server.on("/rss/cs.AI", rss(item("2611.13426v1", "new", "")));
        web.read(new ArxivSource(
                "arxiv",
                List.of("cs.AI"),
                web.at(server.url("/rss")),
                web.at(server),
                papers,
                web.node,
                Duration.ofHours(1),
                web.clock));
        assertThat(web.ids()).containsExactly("2611.13426");
    }

    @Test
    void anEmptyWeekendFeedAsRssIsOneToo() {
        web.clock.moveTo("2026-11-28T12:00:00Z");
        server.on("/atom/cs.AI", rss());
        assertThat(web.read(source("cs.AI")).problem()).isEmpty();
        assertThat(web.rows()).isEmpty();
    }

    @Test
    void anAnnouncementWithAnOddDateIsTakenAndReported() {
        server.on(
                "/atom/cs.AI",
                feed(
                        announced("2611.00010v1", "new").replace("2026-11-23T00:00:00-05:00", "soon"),
                        announced("2611.00020v1", "new")));
        web.read(source("cs.AI"));
        assertThat(web.paper("2611.00010").listedOn()).isEqualTo("2026-11-23");
        assertThat(web.oddities())
                .containsExactly("/atom/cs.AI:1 2611.00010: date is no day: \"soon\"; it was passed over");
    }

    @Test
    void bothLayoutsOfLinksAreUnderstood() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new"), announced("2611.00020v1", "new")))
                .on(
                        "/api/query",
                        feed(
                                answered("2611.00010v1", """
                                    <link href="https://arxiv.org/abs/2611.00010v1" rel="alternate" type="text/html"/>\
                                    <link href="https://arxiv.org/pdf/2611.00010v1" rel="related" type="application/pdf" title="pdf"/>\
                                    """),
                                answered("2611.00020v1", """
                                    <link href="https://arxiv.org/pdf/2611.00020v1"/><link href="https://arxiv.org/abs/2611.00020v1"/>\
                                    """)
                                        .replace("<id>http://arxiv.org/abs/2611.00020v1</id>", "")));
        web.read(source("cs.AI"));
        assertThat(web.papers())
                .hasSize(2)
                .allMatch(paper -> paper.title().contains("Complete"))
                .allMatch(paper -> paper.links()
                        .pdf()
                        .equals("https://arxiv.org/pdf/" + paper.id().value()));
    }

    @Test
    void theFeedAloneIsEnough() {
        server.on("/atom/cs.AI", feed(announced("2611.13426v1", "new"))).on("/api/query", status(503));
        web.read(source("cs.AI"));
        Paper paper = web.paper("2611.13426");
        assertThat(paper.abstractText()).isEqualTo("We count tides.");
        assertThat(paper.authors()).containsExactly("Ada Brandt", "Noor Haddad");
        assertThat(paper.categories()).containsExactly("cs.CL", "cs.AI");
        assertThat(paper.publishedOn()).isNull();
        assertThat(web.problem()).endsWith("/api/query answered 503");
    }

    @Test
    void replacementsOnlyUpdateWhatIsKnown() {
        known.add("2611.00020");
        server.on(
                "/atom/cs.AI",
                feed(
                        announced("2611.00010v1", "new"),
                        announced("2611.00020v2", "replace"),
                        announced("2611.00030v3", "replace"),
                        announced("2611.00040v2", "replace-cross"),
                        announced("2611.00050v1", "cross")));
        web.read(source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010", "2611.00020", "2611.00050");
        assertThat(web.rows()).extracting(row -> row.parsed().line()).containsExactly(1, 2, 5);
    }

    @Test
    void aPaperInTwoCategoriesIsOne() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.CL", feed(announced("2611.00010v1", "cross"), announced("2611.00020v1", "new")));
        web.read(source("cs.AI", "cs.CL"));
        assertThat(web.ids()).containsExactly("2611.00010", "2611.00020");
    }

    @Test
    void oldIdentifiersAndBareLinksAreUnderstood() {
        server.on(
                "/atom/math.GT",
                feed(
                        announced("math/0309136v2", "new"),
                        announced("hep-th/9901001v1", "cross").replace("oai:arXiv.org:hep-th/9901001v1", "urn:else:9"),
                        announced("2611.00010", "new").replace(" rel=\"alternate\" type=\"text/html\"", ""),
                        "<entry><id>urn:nothing</id><title>Nobody</title></entry>"));
        server.on("/api/query", feed(answered("math/0309136v2", "<link href='http://arxiv.org/pdf/math/0309136v2'/>")));
        web.read(source("math.GT"));
        assertThat(web.ids()).containsExactly("math/0309136", "hep-th/9901001", "2611.00010");
        assertThat(web.objections()).containsExactly("/atom/math.GT:4 no arXiv id in urn:nothing");
        assertThat(web.paper("math/0309136").title()).contains("Complete");
        assertThat(server.paths().getLast()).contains("id_list=math/0309136,hep-th/9901001,2611.00010&");
    }

    @Test
    void textStaysText() {
        server.on(
                "/atom/cs.AI",
                feed(announced("2611.00010v1", "new")
                        .replace(
                                "Study 2611.00010v1",
                                "Surpassing Lamps with $500 Training Cost by Vectorized\r\n  Steps")
                        .replace("We count tides.", "They &lt;think&gt; about\r\n&lt;TRK&gt; tokens &amp; $\\alpha$.")
                        .replace("Ada Brandt, Noor Haddad", "Ada Brandt (Harbour Lab (North), Bay), Noor Haddad")));
        Paper paper = web.read(source("cs.AI")).paper("2611.00010");
        assertThat(paper.title()).isEqualTo("Surpassing Lamps with $500 Training Cost by Vectorized Steps");
        assertThat(paper.abstractText()).isEqualTo("They <think> about <TRK> tokens & α.");
        assertThat(paper.authors()).containsExactly("Ada Brandt", "Noor Haddad");
    }

    @Test
    void threeThousandAuthorsAreAuthors() {
        String many = IntStream.rangeClosed(1, 3303)
                .mapToObj(i -> "A" + i + " Writer")
                .collect(Collectors.joining(", "));
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new").replace("Ada Brandt, Noor Haddad", many)));
        assertThat(web.read(source("cs.AI")).paper("2611.00010").authors()).hasSize(3303);
    }

    @Test
    void longListsAreAskedForInBatchesAndOnlyOnce() {
        String[] entries = IntStream.rangeClosed(1, 120)
                .mapToObj(i -> announced("2611.%05dv1".formatted(i), "new"))
                .toArray(String[]::new);
        server.on("/atom/cs.AI", tagged("\"a\"", feed(entries)));
        server.on("/api/query", exchange -> {
            String[] ids = exchange.getRequestURI()
                    .getQuery()
                    .replaceAll(".*id_list=([^&]*)&.*", "$1")
                    .split(",");
            assertThat(exchange.getRequestURI().getQuery()).contains("max_results=" + ids.length);
            feed(Arrays.stream(ids).map(id -> answered(id + "v1")).toArray(String[]::new))
                    .to(exchange);
        });
        ArxivSource source = source("cs.AI");
        web.read(source);
        assertThat(web.papers()).hasSize(120).allMatch(paper -> paper.title().contains("Complete"));
        assertThat(server.paths()).hasSize(4);
        web.read(source);
        assertThat(web.papers()).hasSize(120).allMatch(paper -> paper.title().contains("Complete"));
        assertThat(server.paths()).hasSize(5);
    }

    @Test
    void threeSecondsPassBetweenAnyTwoRequests() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.CL", feed(announced("2611.00020v1", "new")));
        web.read(source("cs.AI", "cs.CL"));
        assertThat(server.paths()).hasSize(3);
        assertThat(web.pauses).containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3));
    }

    @Test
    void afterRateExceededThereAreTenQuietMinutes() {
        server.on(
                "/atom/cs.AI",
                body(429, "text/plain", "Rate exceeded.".getBytes(StandardCharsets.UTF_8)),
                feed(announced("2611.00010v1", "new")));
        ArxivSource source = source("cs.AI", "cs.CL");
        assertThat(web.read(source).problem()).contains("left alone until 2026-11-23T08:10:00Z");
        assertThat(server.paths()).containsExactly("/atom/cs.AI");
        web.clock.advance(Duration.ofMinutes(9));
        web.read(source);
        assertThat(server.paths()).hasSize(1);
        web.clock.advance(Duration.ofMinutes(1));
        assertThat(web.read(source).ids()).containsExactly("2611.00010");
    }

    @Test
    void rateExceededIsUnderstoodUnderAnyStatus() {
        server.on("/atom/cs.AI", html(200, "Rate exceeded."));
        assertThat(web.read(source("cs.AI")).problem()).contains("too many requests");
        assertThat(server.paths()).hasSize(1);
    }

    @Test
    void anErrorEntryIsAProblemAndNoPaper() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new"))).on("/api/query", feed("""
            <entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_1</id><title>Error</title>
            <summary>incorrect id format for 1</summary></entry>\
            """));
        web.read(source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.problem()).isEqualTo("arXiv answered: incorrect id format for 1");
    }

    @Test
    void anUnknownCategoryIsNamedAndTheOthersAreNotLateForIt() {
        server.on(
                        "/atom/cs.XX",
                        body(
                                400,
                                "application/atom+xml",
                                "<feed><title>Feed error for query: cs.XX</title></feed>"
                                        .getBytes(StandardCharsets.UTF_8)))
                .on("/atom/cs.AI", feed(announced("2611.00010v1", "new")));
        web.read(source("cs.XX", "cs.AI"));
        String sentence = "arXiv has no feed of cs.XX: correct it in paperboy.sources.arxiv.categories,"
                + " or take it out there";
        assertThat(web.problem()).isEmpty();
        assertThat(web.oddities()).containsExactly("/atom/cs.XX:0 " + sentence);
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.read(source("cs.XX")).problem())
                .as("nothing else was read")
                .isEqualTo(sentence);
    }

    @Test
    void aHostThatFailsInOneCategoryIsAProblemAndIsLeftAlone() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.LG", status(503))
                .on("/atom/cs.XX", status(400));
        web.read(source("cs.XX", "cs.AI", "cs.LG", "cs.CL"));
        assertThat(web.problem()).isEqualTo(server.url("/atom/cs.LG") + " answered 503");
        assertThat(web.oddities()).hasSize(1).first().asString().contains("cs.XX");
        assertThat(server.paths()).doesNotContain("/atom/cs.CL");
    }

    @Test
    void aFeedThatServesAFormerDayIsFoundOut() {
        server.on(
                "/atom/cs.AI",
                feed(announced("2611.00010v1", "new")),
                feed(announced("2611.00010v1", "new")),
                feed(announced("2611.00010v1", "new"), announced("2611.00020v2", "replace")),
                feed(announced("2611.00030v1", "new")));
        ArxivSource source = source("cs.AI");
        assertThat(web.read(source).problem()).isEmpty();
        web.clock.advance(Duration.ofHours(1));
        assertThat(web.read(source).problem()).isEmpty();
        web.clock.advance(Duration.ofDays(1));
        assertThat(web.read(source).problem())
                .isEqualTo("the feed of cs.AI is stale: it still holds the papers of a former day");
        web.clock.advance(Duration.ofHours(1));
        assertThat(web.read(source).problem()).isEmpty();
    }

    @Test
    void oneStaleFeedAmongOthersIsNotedAndAFreshSourceDoesNotForget() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on(
                        "/atom/cs.CL",
                        feed(announced("2611.00020v1", "new")),
                        feed(announced("2611.00030v1", "new")),
                        feed(announced("2611.00030v1", "new")));
        assertThat(web.read(source("cs.AI", "cs.CL")).oddities()).isEmpty();
        web.clock.advance(Duration.ofDays(1));
        // As after a restart: the source is another one, what nodes share is the same.
        web.read(source("cs.AI", "cs.CL"));
        assertThat(web.problem()).isEmpty();
        assertThat(web.oddities())
                .containsExactly("/atom/cs.AI:0 the feed of cs.AI is stale: it still holds the papers of a former day");
    }

    @Test
    void anEmptyFeedIsFineAtWeekendsAndHolidaysOnly() {
        server.on("/atom/cs.AI", feed());
        ArxivSource source = source("cs.AI");
        assertThat(web.read(source).problem()).contains("empty on a weekday");
        web.clock.moveTo("2026-11-26T12:00:00Z");
        assertThat(web.read(source).problem()).as("Thanksgiving").isEmpty();
        web.clock.moveTo("2026-11-28T12:00:00Z");
        assertThat(web.read(source).problem()).as("a Saturday").isEmpty();
        web.clock.moveTo("2026-11-30T06:00:00Z");
        assertThat(web.read(source).problem())
                .as("an hour after midnight over there")
                .isEmpty();
    }

    @Test
    void aFeedThatIsCutOffGivesWhatWasWhole() {
        String whole = FEED.formatted(announced("2611.00010v1", "new") + announced("2611.00020v1", "new"));
        server.on("/atom/cs.AI", xml(whole.substring(0, whole.lastIndexOf("Announce Type"))));
        web.read(source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010");
        assertThat(web.objections()).hasSize(1).first().asString().contains("cut off");
    }

    @Test
    void aPageInPlaceOfAFeedIsAProblem() {
        server.on("/atom/cs.AI", html(200, "<html><p>Maintenance")).on("/atom/cs.CL", html(200, "soon"));
        web.read(source("cs.AI", "cs.CL"));
        assertThat(web.problem())
                .isEqualTo(server.url("/atom/cs.AI") + " answered with something else than a feed; "
                        + server.url("/atom/cs.CL") + " answered with something else than a feed");
    }

    @Test
    void bytesThatAreNoTextCostNothingElse() {
        String odd = announced("2611.00010v1", "new").replace("Ada", "Zo\u00eb\u0001");
        server.on(
                "/atom/cs.AI",
                body(200, "application/atom+xml", FEED.formatted(odd).getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(web.read(source("cs.AI")).paper("2611.00010").authors())
                .first()
                .isEqualTo("Zo\ufffd Brandt");
    }

    @Test
    void entitiesFromOutsideAreNotRead() {
        server.on("/secret", html(200, "the secret"));
        server.on(
                "/atom/cs.AI",
                xml("<!DOCTYPE feed [<!ENTITY x SYSTEM \"" + server.url("/secret") + "\">]><feed>"
                        + "<entry><id>oai:arXiv.org:2611.00010v1</id><title>A &x; b</title></entry></feed>"));
        web.read(source("cs.AI"));
        assertThat(server.paths()).doesNotContain("/secret");
        assertThat(web.papers()).noneMatch(paper -> paper.title().contains("secret"));
    }

    @Test
    void papersOfOtherSourcesGetTheirCategories() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")));
        server.on(
                "/api/query?id_list=2611.00020,2611.00030&start=0&max_results=2",
                feed(
                        answered(
                                "2611.00020v3",
                                "<primary_category term='cs.CL'/><comment>Nine pages</comment><journal_ref>Tides 3</journal_ref><doi>10.1000/t</doi>")));
        lately.add(daily("2611.00020", false));
        lately.add(daily("2611.00030", false));
        lately.add(daily("2611.00040", true));
        lately.add(daily("https://harbour.example.org/notes/tides", false));
        ArxivSource source = source("cs.AI");
        Paper completed = web.read(source).paper("2611.00020");
        assertThat(completed.categories()).containsExactly("cs.CL", "cs.AI");
        assertThat(completed.listedOn()).isEqualTo("2026-11-21");
        assertThat(completed.facts())
                .isEqualTo(
                        new PaperFacts("Nine pages", "Tides 3", "10.1000/t", "cs.CL", "", false, "", List.of(), null));
        assertThat(web.ids()).containsExactly("2611.00010", "2611.00020");
        web.read(source);
        assertThat(server.paths())
                .filteredOn(path -> path.contains("2611.00030"))
                .hasSize(1);
    }

    private static Paper daily(String id, boolean invented) {
        return new Paper(
                new PaperId(id),
                "Title",
                "",
                List.of(),
                "",
                List.of(),
                List.of(),
                "",
                1,
                0,
                0,
                LocalDate.of(2026, 11, 21),
                null,
                PaperLinks.NONE,
                "daily",
                invented,
                PaperFacts.NONE);
    }
}

package dev.paperboy.ingest;

import static dev.paperboy.ingest.FixtureArxiv.announced;
import static dev.paperboy.ingest.FixtureArxiv.answered;
import static dev.paperboy.ingest.FixtureArxiv.feed;
import static dev.paperboy.testsupport.FixtureServer.status;
import static dev.paperboy.testsupport.FixtureServer.tagged;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.testsupport.FixtureServer;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of announcements and of the answers that complete them. */
class ArxivSourceTest {

    private final FixtureArxiv arxiv = new FixtureArxiv();
    private final FixtureServer server = arxiv.server;
    private final LiveWeb web = arxiv.web;

    @AfterEach
    void close() {
        server.close();
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
        web.read(arxiv.source("cs.AI"));
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
        PaperFacts facts = web.read(arxiv.source("cs.AI")).paper("2611.13426").facts();
        assertThat(facts.doi()).isEqualTo("10.1000/tides.1");
        assertThat(facts.journal()).isEqualTo("Tides 1 (2026)");
        assertThat(facts.primaryCategory()).isEmpty();
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
        web.read(arxiv.source("cs.AI"));
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
        web.read(arxiv.source("cs.AI"));
        Paper paper = web.paper("2611.13426");
        assertThat(paper.abstractText()).isEqualTo("We count tides.");
        assertThat(paper.authors()).containsExactly("Ada Brandt", "Noor Haddad");
        assertThat(paper.categories()).containsExactly("cs.CL", "cs.AI");
        assertThat(paper.publishedOn()).isNull();
        assertThat(web.problem()).endsWith("/api/query answered 503");
    }

    @Test
    void replacementsOnlyUpdateWhatIsKnown() {
        arxiv.known.add("2611.00020");
        server.on(
                "/atom/cs.AI",
                feed(
                        announced("2611.00010v1", "new"),
                        announced("2611.00020v2", "replace"),
                        announced("2611.00030v3", "replace"),
                        announced("2611.00040v2", "replace-cross"),
                        announced("2611.00050v1", "cross")));
        web.read(arxiv.source("cs.AI"));
        assertThat(web.ids()).containsExactly("2611.00010", "2611.00020", "2611.00050");
        assertThat(web.rows()).extracting(row -> row.parsed().line()).containsExactly(1, 2, 5);
    }

    @Test
    void aPaperInTwoCategoriesIsOne() {
        server.on("/atom/cs.AI", feed(announced("2611.00010v1", "new")))
                .on("/atom/cs.CL", feed(announced("2611.00010v1", "cross"), announced("2611.00020v1", "new")));
        web.read(arxiv.source("cs.AI", "cs.CL"));
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
        web.read(arxiv.source("math.GT"));
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
        Paper paper = web.read(arxiv.source("cs.AI")).paper("2611.00010");
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
        assertThat(web.read(arxiv.source("cs.AI")).paper("2611.00010").authors())
                .hasSize(3303);
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
        ArxivSource source = arxiv.source("cs.AI");
        web.read(source);
        assertThat(web.papers()).hasSize(120).allMatch(paper -> paper.title().contains("Complete"));
        assertThat(server.paths()).hasSize(4);
        web.read(source);
        assertThat(web.papers()).hasSize(120).allMatch(paper -> paper.title().contains("Complete"));
        assertThat(server.paths()).hasSize(5);
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
        arxiv.lately.add(daily("2611.00020", false));
        arxiv.lately.add(daily("2611.00030", false));
        arxiv.lately.add(daily("2611.00040", true));
        arxiv.lately.add(daily("https://harbour.example.org/notes/tides", false));
        ArxivSource source = arxiv.source("cs.AI");
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

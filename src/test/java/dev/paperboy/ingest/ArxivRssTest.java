package dev.paperboy.ingest;

import static dev.paperboy.ingest.FixtureArxiv.feed;
import static dev.paperboy.testsupport.FixtureServer.body;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.testsupport.FixtureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The announcements in their other form. */
class ArxivRssTest {

    private final FixtureArxiv arxiv = new FixtureArxiv();
    private final FixtureServer server = arxiv.server;
    private final LiveWeb web = arxiv.web;

    @AfterEach
    void close() {
        server.close();
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
        web.read(arxiv.source("cs.AI"));
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
                arxiv.papers,
                web.node,
                Duration.ofHours(1),
                web.clock));
        assertThat(web.ids()).containsExactly("2611.13426");
    }

    @Test
    void anEmptyWeekendFeedAsRssIsOneToo() {
        web.clock.moveTo("2026-11-28T12:00:00Z");
        server.on("/atom/cs.AI", rss());
        assertThat(web.read(arxiv.source("cs.AI")).problem()).isEmpty();
        assertThat(web.rows()).isEmpty();
    }
}

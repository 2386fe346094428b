package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.body;
import static dev.paperboy.testsupport.FixtureServer.html;
import static dev.paperboy.testsupport.FixtureServer.redirect;
import static dev.paperboy.testsupport.FixtureServer.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.testsupport.FixtureServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedSourceTest {

    private static final String RSS = """
        <?xml version="1.0" encoding="UTF-8"?>
        <rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
          <title>Harbour Laboratory</title><link>https://harbour.example.org/</link><description>Our notes</description>
          <item><title>Tides &amp;amp; Tokens</title><link>https://harbour.example.org/notes/tides?from=feed</link>
            <description>&lt;p&gt;We let a model &lt;think&gt; about &lt;b&gt;tides&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;p&gt;It costs $500 &amp;amp; a day.&lt;/p&gt;</description>
            <dc:creator>Ines Duarte</dc:creator><category>cs.LG</category><category>Oceans</category>
            <guid isPermaLink="false">note-1</guid><pubDate>Fri, 20 Nov 2026 10:00:00 GMT</pubDate></item>
          <item><title>Our paper is out</title><link>https://arxiv.org/abs/2611.04120v2</link>
            <description>Read it.</description><pubDate>Wed, 25 Nov 2026 10:00:00 GMT</pubDate></item>
          <item><link>https://harbour.example.org/notes/untitled</link><description>Nothing above.</description></item>
        </channel></rss>
        """;

    private final FixtureServer server = new FixtureServer();
    private final LiveWeb web = new LiveWeb();
    private final Source source = new FeedSource("harbour", web.at(server.url("/feed.xml")), Duration.ofHours(1));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void rssEntriesBecomePapers() {
        server.on("/feed.xml", xml(RSS));
        web.read(source);
        assertThat(web.problem()).isEmpty();
        assertThat(web.ids()).containsExactly("https://harbour.example.org/notes/tides?from=feed", "2611.04120");
        Paper tides = web.papers().getFirst();
        assertThat(tides.title()).isEqualTo("Tides & Tokens");
        assertThat(tides.abstractText()).isEqualTo("We let a model <think> about tides.\n\nIt costs $500 & a day.");
        assertThat(tides.authors()).containsExactly("Ines Duarte");
        assertThat(tides.categories()).containsExactly("cs.LG");
        assertThat(tides.keywords()).containsExactly("Oceans");
        assertThat(tides.listedOn()).isEqualTo("2026-11-20");
        assertThat(tides.links().page()).isEqualTo("https://harbour.example.org/notes/tides?from=feed");
        assertThat(web.objections()).containsExactly("/feed.xml:3 no title");
    }

    @Test
    void anEntryThatLinksToNoPageOfTheWebIsRejectedUnlessItHasAnotherLink() {
        server.on("/feed.xml", xml("""
            <rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>Notes</title><link>https://harbour.example.org/</link><description>d</description>
              <item><title>One</title><link>javascript:alert(1)</link></item>
              <item><title>Two</title><link>JavaScript:alert(2)</link><guid isPermaLink="false">note-2</guid></item>
              <item><title>Three</title><guid>data:text/html,three</guid></item>
              <item><title>Four</title><link>javascript:alert(4)</link><guid>https://harbour.example.org/notes/4</guid></item>
              <item><title>Five</title><guid isPermaLink="false">note-5</guid></item>
              <item><title>Six</title><guid isPermaLink="false">urn:note:6</guid></item>
            </channel></rss>
            """));
        web.read(source);
        assertThat(web.ids()).containsExactly("https://harbour.example.org/notes/4", "note-5", "urn:note:6");
        assertThat(web.papers())
                .extracting(paper -> paper.links().page())
                .containsExactly("https://harbour.example.org/notes/4", "", "");
        assertThat(web.objections())
                .containsExactly(
                        "/feed.xml:1 its link is not http or https",
                        "/feed.xml:2 its link is not http or https",
                        "/feed.xml:3 its link is not http or https");
    }

    @Test
    void anEntryFromTheFutureIsOfToday() {
        server.on("/feed.xml", xml(RSS));
        assertThat(web.read(source).paper("2611.04120").listedOn()).isEqualTo("2026-11-23");
    }

    @Test
    void anEntryWithoutDateIsOfTodayAndNoKeyOfTheAddressGetsIntoPublic() {
        Source secret = new FeedSource("harbour", web.at(server.url("/feed.xml?key=secret")), Duration.ofHours(1));
        server.on("/feed.xml", xml("""
            <rss version="2.0"><channel><title>Notes</title><link>https://harbour.example.org/</link><description>d</description>
              <item><title>One</title><link>#one</link></item><item><title>Two</title><link>notes/2</link><pubDate>soon</pubDate></item>
            </channel></rss>
            """));
        web.read(secret);
        assertThat(web.ids())
                .containsExactly(
                        server.url("/feed.xml#one").toString(),
                        server.url("/notes/2").toString());
        assertThat(web.papers()).allMatch(paper -> paper.listedOn().equals(LocalDate.of(2026, 11, 23)));
        assertThat(web.rows() + secret.description()).doesNotContain("secret");
        server.on("/feed.xml", html(200, "<p>secret?"), html(500, "secret"), redirect("http://127.0.0.2/?key=secret"));
        for (int look = 0; look < 3; look++) {
            assertThat(web.read(secret).problem())
                    .isNotEmpty()
                    .doesNotContain("key=")
                    .doesNotContain("=secret");
        }
    }

    @Test
    void atomEntriesBecomePapers() {
        server.on("/feed.xml", xml("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>A Journal</title><id>urn:j</id><updated>2026-11-22T00:00:00Z</updated>
              <entry><id>urn:j:1</id><title type="text">On a &lt; b</title><link rel="alternate" href="/articles/1"/>
                <link rel="related" href="https://arxiv.org/pdf/2611.04130v1"/>
                <author><name>Ada Brandt</name></author><author><name>Noor Haddad</name></author>
                <updated>2026-11-22T09:00:00Z</updated><summary type="text">Plain &lt;p&gt; text</summary></entry>
              <entry><id>urn:j:2</id><title type="html">&lt;i&gt;Leaning&lt;/i&gt; towers</title><link href="articles/2"/>
                <updated>2026-11-22T09:00:00Z</updated>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They <em>lean</em>.</p></div></content></entry>
            </feed>
            """));
        web.read(source);
        assertThat(web.ids())
                .containsExactly("2611.04130", server.url("/articles/2").toString());
        Paper first = web.papers().getFirst();
        assertThat(first.title()).isEqualTo("On a < b");
        assertThat(first.abstractText()).isEqualTo("Plain <p> text");
        assertThat(first.authors()).containsExactly("Ada Brandt", "Noor Haddad");
        assertThat(first.links().page()).isEqualTo(server.url("/articles/1").toString());
        assertThat(web.papers().getLast().title()).isEqualTo("Leaning towers");
        assertThat(web.papers().getLast().abstractText()).isEqualTo("They lean.");
    }

    @Test
    void entitiesFromOutsideAreNotReadAndTheFeedIsRefused() {
        server.on("/secret", html(200, "the secret"));
        server.on(
                "/feed.xml",
                xml("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"" + server.url("/secret")
                        + "\">]><rss"
                        + " version=\"2.0\"><channel><title>t</title><item><title>&x;</title></item></channel></rss>"));
        web.read(source);
        assertThat(web.problem())
                .contains("no RSS or Atom feed that can be read")
                .containsIgnoringCase("doctype");
        assertThat(server.paths()).containsExactly("/feed.xml");
    }

    @Test
    void aPageInPlaceOfAFeedIsAProblem() {
        server.on("/feed.xml", html(200, "<html><body><p>Gone</body></html>"));
        assertThat(web.read(source).problem()).startsWith(server.url("/feed.xml") + " is no RSS or Atom feed");
    }

    @Test
    void otherEncodingsAreReadAndBrokenOnesToo() {
        String latin = RSS.replace("UTF-8", "ISO-8859-1").replace("Ines Duarte", "In\u00eas Duarte");
        server.on("/feed.xml", body(200, "application/xml", latin.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(web.read(source).papers().getFirst().authors()).containsExactly("In\u00eas Duarte");
        String broken = RSS.replace("Ines Duarte", "In\u00eas Duarte");
        server.on("/feed.xml", body(200, "application/xml", broken.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(web.read(source).papers()).hasSize(2);
    }
}

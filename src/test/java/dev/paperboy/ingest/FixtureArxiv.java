package dev.paperboy.ingest;

import static dev.paperboy.testsupport.FixtureServer.xml;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.testsupport.FixtureServer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** An arXiv that has nothing to say yet, and the source that reads it. */
final class FixtureArxiv {

    static final String FEED = """
        <?xml version='1.0' encoding='UTF-8'?>
        <feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom" xml:lang="en-us">
          <id>http://rss.arxiv.org/atom/cs.AI</id><title>cs.AI updates on arXiv.org</title><updated>2026-11-23T05:00:19.866337+00:00</updated>
          %s
        </feed>
        """;

    final FixtureServer server = new FixtureServer().on("/api/query", xml(FEED.formatted("")));
    final LiveWeb web = new LiveWeb();

    /** The ids of papers that were taken before. */
    final Set<String> known = new HashSet<>();

    /** Papers of all sources that were listed in these days. */
    final List<Paper> lately = new ArrayList<>();

    final KnownPapers papers = new KnownPapers() {
        @Override
        public boolean knows(PaperId id) {
            return known.contains(id.value());
        }

        @Override
        public List<Paper> listedBetween(LocalDate first, LocalDate last) {
            return lately;
        }
    };

    ArxivSource source(String... categories) {
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

    static FixtureServer.Reply feed(String... entries) {
        return xml(FEED.formatted(String.join("\n", entries)));
    }

    static String announced(String id, String type, String... more) {
        return """
            <entry><id>oai:arXiv.org:%s</id><title>Study %s</title><updated>2026-11-23T05:00:19.899254+00:00</updated>
              <link href="https://arxiv.org/abs/%s" rel="alternate" type="text/html"/>
              <summary>arXiv:%s Announce Type: %s \nAbstract: We count tides.</summary>
              <category term="cs.CL"/><category term="cs.AI"/><published>2026-11-23T00:00:00-05:00</published>
              <arxiv:announce_type>%s</arxiv:announce_type><dc:creator>Ada Brandt, Noor Haddad</dc:creator>%s</entry>
            """.formatted(id, id, id.replaceFirst("v\\d+$", ""), id, type, type, String.join("", more));
    }

    static String answered(String id, String... more) {
        return """
            <entry><id>http://arxiv.org/abs/%s</id><title>Study %s,
              Complete</title><updated>2026-11-20T00:47:07Z</updated><published>2026-11-19T00:47:07Z</published>
              <summary>  We count tides\nand wrapped lines.\n</summary><author><name>Ada Brandt</name></author><author><name>Noor Haddad Jr</name></author>
              <category term="cs.AI" scheme="http://arxiv.org/schemas/atom"/><category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>%s</entry>
            """.formatted(id, id, String.join("", more));
    }
}

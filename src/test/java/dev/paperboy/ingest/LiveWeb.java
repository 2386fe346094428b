package dev.paperboy.ingest;

import dev.paperboy.paper.Paper;
import dev.paperboy.testsupport.FixtureServer;
import dev.paperboy.testsupport.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A web client on the clock of the tests: it waits by moving the clock on, and only knows this machine. */
final class LiveWeb {

    /** One row with where it stood. */
    record Row(String place, ParsedRow parsed) {}

    static final Duration PATIENCE = Duration.ofSeconds(20);

    final TestClock clock = new TestClock();
    final List<Duration> pauses = new ArrayList<>();
    final Pause pause = span -> {
        pauses.add(span);
        clock.advance(span);
    };
    final OneNode node = new OneNode();
    final WebClient client = client(InetAddress::getAllByName);

    private final List<Row> rows = new ArrayList<>();
    private String problem = "";

    WebClient client(WebClient.Names names) {
        return new WebClient(
                clock,
                pause,
                names,
                address -> address.equals(InetAddress.ofLiteral("127.0.0.1")),
                "Paperboy/1.0 (test)");
    }

    WebSource at(FixtureServer server) {
        return at(server.url());
    }

    WebSource at(URI url) {
        return new WebSource(url, PATIENCE, client, Gate.OPEN);
    }

    /** Reads all of it, as a look does; what it said before is forgotten. */
    LiveWeb read(Source source) {
        rows.clear();
        problem = "";
        try {
            source.read(LocalDate.of(2026, 11, 23), (place, row) -> rows.add(new Row(place, row)));
        } catch (IOException broken) {
            problem = broken.getMessage();
        }
        return this;
    }

    String problem() {
        return problem;
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    List<Paper> papers() {
        return rows.stream()
                .map(Row::parsed)
                .filter(ParsedRow.Good.class::isInstance)
                .map(row -> ((ParsedRow.Good) row).paper())
                .toList();
    }

    Paper paper(String id) {
        return papers().stream()
                .filter(paper -> paper.id().value().equals(id))
                .findFirst()
                .orElseThrow();
    }

    List<String> ids() {
        return papers().stream().map(paper -> paper.id().value()).toList();
    }

    /** As "place:line reason". */
    List<String> objections() {
        return rows.stream()
                .filter(row -> row.parsed() instanceof ParsedRow.Bad)
                .map(row -> row.place() + ":" + row.parsed().line() + " " + ((ParsedRow.Bad) row.parsed()).reason())
                .toList();
    }

    /** As "place:line reason". */
    List<String> oddities() {
        return rows.stream()
                .filter(row -> row.parsed() instanceof ParsedRow.Odd)
                .map(row -> row.place() + ":" + row.parsed().line() + " " + ((ParsedRow.Odd) row.parsed()).reason())
                .toList();
    }

    List<ParsedRow.Withdrawn> withdrawn() {
        return rows.stream()
                .map(Row::parsed)
                .filter(ParsedRow.Withdrawn.class::isInstance)
                .map(ParsedRow.Withdrawn.class::cast)
                .toList();
    }

    List<ParsedRow.Signal> signals() {
        return rows.stream()
                .map(Row::parsed)
                .filter(ParsedRow.Signal.class::isInstance)
                .map(ParsedRow.Signal.class::cast)
                .toList();
    }
}

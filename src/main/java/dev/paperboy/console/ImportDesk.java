package dev.paperboy.console;

import dev.paperboy.kernel.Newsletter;
import dev.paperboy.subscription.ReaderImport;
import dev.paperboy.subscription.ReaderImport.State;
import dev.paperboy.subscription.ReaderImport.Tally;
import dev.paperboy.topic.Topic;
import dev.paperboy.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Files of readers in the words of the newsroom. */
@ApplicationScoped
class ImportDesk {

    private static final int PARTS = 100;

    /** Sooner, and a guess at what is left says nothing. */
    private static final int GUESS_FROM = 3;

    private final Topics topics;
    private final Newsletter newsletter;
    private final HomeTime time;
    private final Clock clock;

    ImportDesk(Topics topics, Newsletter newsletter, HomeTime time, Clock clock) {
        this.topics = topics;
        this.newsletter = newsletter;
        this.time = time;
        this.clock = clock;
    }

    record Line(String path, String file, String state, String status, String began, String rows, String added) {}

    List<Line> lines(List<ReaderImport> imports) {
        return imports.stream().map(this::line).toList();
    }

    private Line line(ReaderImport file) {
        Tally tally = file.tally();
        return new Line(
                path(file.id()),
                file.fileName(),
                style(file.state()),
                status(file.state()),
                time.moment(file.startedAt()),
                HomeTime.number(tally.read()),
                HomeTime.number(tally.active() + tally.pending()));
    }

    static String path(long importId) {
        return "/console/readers/imports/" + importId;
    }

    /** The class of a state that looks alike. */
    private static String style(State state) {
        return switch (state) {
            case RUNNING -> "sending";
            case FINISHED -> "sent";
            case INTERRUPTED -> "held";
            case FAILED -> "failed";
        };
    }

    private static String status(State state) {
        return switch (state) {
            case RUNNING -> "Under way";
            case FINISHED -> "Finished";
            case INTERRUPTED -> "Interrupted";
            case FAILED -> "Ended early";
        };
    }

    /**
     * A file as its own page shows it.
     *
     * @param percent of the file that has been read
     * @param left how long it may still take; empty when nobody can tell
     */
    record View(
            String file,
            String operator,
            String state,
            String status,
            boolean running,
            String brokenOff,
            String began,
            String took,
            int percent,
            String left,
            String speed,
            String unknownColumns,
            List<IssueDesk.Figure> counts,
            String pending,
            int faulty,
            int keptOut,
            String problemsPath) {}

    View view(ReaderImport file) {
        Tally tally = file.tally();
        boolean running = file.state() == State.RUNNING;
        Instant end = running ? clock.instant() : file.touchedAt();
        Duration took = Duration.between(file.startedAt(), end);
        int percent = percent(file);
        return new View(
                file.fileName(),
                file.operator(),
                style(file.state()),
                status(file.state()),
                running,
                brokenOff(file),
                time.moment(file.startedAt()),
                HomeTime.span(took),
                percent,
                running && percent >= GUESS_FROM ? left(took, percent) : "",
                took.toMillis() < 1000 ? "" : HomeTime.number(tally.read() * 1000L / took.toMillis()),
                String.join(", ", file.unknownColumns()),
                figures(tally),
                tally.pending() == 0 ? "" : HomeTime.readers(tally.pending()),
                tally.rejected() + tally.repeated(),
                tally.keptOut(),
                path(file.id()) + "/problems.csv");
    }

    private static int percent(ReaderImport file) {
        if (file.state() == State.FINISHED) {
            return PARTS;
        }
        return (int) (file.bytesRead() * PARTS / Math.max(1, file.bytes()));
    }

    private static String left(Duration took, int percent) {
        Duration left = took.multipliedBy(PARTS - percent).dividedBy(percent);
        return left.compareTo(Duration.ofMinutes(1)) < 0 ? left.toSeconds() + " s" : HomeTime.span(left);
    }

    private static String brokenOff(ReaderImport file) {
        return switch (file.state()) {
            case RUNNING, FINISHED -> "";
            case INTERRUPTED -> "Paperboy was stopped in the middle of this file.";
            case FAILED -> file.note();
        };
    }

    private static List<IssueDesk.Figure> figures(Tally tally) {
        return List.of(
                figure(tally.read(), "rows read"),
                figure(tally.active(), "active readers added"),
                figure(tally.pending(), "pending readers added"),
                figure(tally.known(), "there already"),
                figure(tally.keptOut(), "kept out"),
                figure(tally.repeated(), "repeated"),
                figure(tally.rejected(), "rejected"));
    }

    private static IssueDesk.Figure figure(int number, String words) {
        return new IssueDesk.Figure(HomeTime.number(number), words);
    }

    /** The zone of readers whose row has none. */
    String home() {
        return newsletter.zone().getId();
    }

    /** A small file that can be taken in as it stands, whatever the catalogue of this newsletter is. */
    String sample() {
        List<String> slugs = topics.all().stream().map(Topic::slug).limit(3).toList();
        return """
                email,topics,frequency,zone,hour,confirmed_at
                ada@example.org,%s,daily,Europe/Lisbon,7,2026-01-31
                bo@example.org,%s,weekly,America/Toronto,18,2026-02-14T09:30:00Z
                chidi@example.org,,,,,
                """.formatted(
                String.join(";", slugs.subList(0, Math.min(2, slugs.size()))), slugs.isEmpty() ? "" : slugs.getLast());
    }
}

package dev.paperboy.rendering;

import dev.paperboy.issue.Card;
import dev.paperboy.issue.Issue;
import dev.paperboy.issue.IssueKind;
import dev.paperboy.issue.IssueStatus;
import dev.paperboy.issue.Link;
import dev.paperboy.kernel.EmailAddress;
import dev.paperboy.kernel.Newsletter;
import dev.paperboy.kernel.Sender;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A newsletter with a postal address, two issues of it, and a few invented papers. */
record MorningPaper(String name, Optional<String> postalAddress) implements Newsletter {

    static final MorningPaper DAILY_PAPERS =
            new MorningPaper("Daily Papers", Optional.of("7 Harbour Lane, 1234 Northby"));

    static final Issue MONDAY =
            new Issue(7, IssueKind.DAILY, LocalDate.of(2026, 11, 23), IssueStatus.APPROVED, 3, "", "", 0);
    static final Issue LAST_WEEK =
            new Issue(8, IssueKind.WEEKLY, LocalDate.of(2026, 11, 22), IssueStatus.APPROVED, 3, "", "", 0);

    static final ReaderSlots ADA = new ReaderSlots(
            "https://papers.example.org/issues/2026-11-23",
            "https://papers.example.org/preferences/ada-token",
            "https://papers.example.org/unsubscribe/ada-token",
            "Agents, Robotics");

    static final Card ASKING_FIRST = new Card(
            1,
            "2611.01417",
            "Small Models That Ask First: Clarifying Questions Make Tool Use Reliable",
            "Ines Okafor, Marcus Lindqvist, Yuki Tanabe et al. (+4)",
            "Northlight Institute",
            "A small language model that may ask one question before it acts makes fewer wrong calls than a model four"
                    + " times its size. The study measures where the questions help, when they only delay, and how to"
                    + " train for the difference with 9,000 dialogues.",
            true,
            List.of("agents", "language-models"),
            List.of("Agents", "Language models"),
            "41 upvotes · 3 comments · 212 stars",
            "https://papers.example.org/paper/2611.01417",
            List.of(
                    new Link("PDF", "https://preprints.example.org/pdf/2611.01417"),
                    new Link("Code", "https://code.example.org/northlight/ask-first"),
                    new Link("Project", "https://ask-first.example.org/")),
            "22 Nov 2026",
            "Matches Agents: tool use, planning",
            3.2,
            true,
            List.of(1.0, 0.4),
            List.of(List.of("tool use", "planning"), List.of("language model")),
            "");

    static final Card TOUCH_MAP = new Card(
            2,
            "2611.02533",
            "A Map Drawn by Touch: Robots That Learn a Room in the Dark",
            "Petra Novak, Samuel Adeyemi",
            "",
            "We let a two-armed robot explore furnished rooms without light. Contact alone is enough for a map that is"
                    + " good to four centimetres after eleven minutes…",
            false,
            List.of("robotics"),
            List.of("Robotics"),
            "28 upvotes",
            "https://papers.example.org/paper/2611.02533",
            List.of(new Link("PDF", "https://preprints.example.org/pdf/2611.02533")),
            "21 Nov 2026",
            "Trending today: +28 upvotes in 24 h",
            2.1,
            true,
            List.of(1.0),
            List.of(List.of("robots")),
            "+28 upvotes in 24 h");

    static final Card FAILED_PROOFS = new Card(
            3,
            "2611.04008",
            "What Ten Thousand Failed Proofs Teach a Prover",
            "Jun Ho Park, Edith Marlowe",
            "Open Bench",
            "Failed attempts are usually thrown away. Sorting them by the step at which they broke gives a curriculum"
                    + " which raises the solve rate on held-out problems from 41% to 57% with the same compute.",
            false,
            List.of("reasoning"),
            List.of("Reasoning"),
            "",
            "https://papers.example.org/paper/2611.04008",
            List.of(),
            "",
            "New today",
            1.4,
            true,
            List.of(1.0),
            List.of(List.of("prover")),
            "");

    static final Letterhead ADAS_COPY = new Letterhead(
            new EmailAddress("ada@example.org"),
            "<0b5c6c1e-3c0f-4f55-9d0a-6d3e1f0c7a11@papers.example.org>",
            Instant.parse("2026-11-23T06:30:05Z"));

    /** Chosen by their trend, in this order. */
    static List<Placed> papers(int... positions) {
        return Arrays.stream(positions)
                .mapToObj(position -> new Placed(position, "", ""))
                .toList();
    }

    static Card titled(String title) {
        return written(1, title, "An excerpt.", ASKING_FIRST.url(), List.of());
    }

    static Card written(int position, String title, String excerpt, String url, List<Link> links) {
        return new Card(
                position,
                "2611.0" + (5000 + position),
                title,
                ASKING_FIRST.byline(),
                ASKING_FIRST.organisation(),
                excerpt,
                true,
                ASKING_FIRST.topics(),
                ASKING_FIRST.topicNames(),
                ASKING_FIRST.signals(),
                url,
                links,
                ASKING_FIRST.published(),
                ASKING_FIRST.reason(),
                1.0,
                true,
                ASKING_FIRST.relevance(),
                ASKING_FIRST.topicWords(),
                ASKING_FIRST.rise());
    }

    @Override
    public URI publicUrl() {
        return URI.create("https://papers.example.org");
    }

    @Override
    public Sender from() {
        return new Sender(name, EmailAddress.parse("papers@example.org").orElseThrow());
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Path dataDir() {
        return Path.of("target/paperboy");
    }

    @Override
    public Optional<String> secret() {
        return Optional.empty();
    }
}

package dev.paperboy.issue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.paperboy.kernel.PublicUrls;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.paper.Papers;
import dev.paperboy.paper.Signals;
import dev.paperboy.testsupport.TestDatabase;
import dev.paperboy.topic.Topics;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an issue leaves out because nobody seems to care, and what a day does that has nothing else. */
@QuarkusTest
@QuarkusTestResource(TestDatabase.class)
@Tag("sql")
class BarTest {

    @Inject
    IssueRows rows;

    @Inject
    EntryRows entries;

    @Inject
    Papers papers;

    @Inject
    Topics topics;

    @Inject
    Signals signals;

    @Inject
    PublicUrls urls;

    @Inject
    ObjectMapper json;

    @Test
    void aDayWhoseNewPapersAllStayBelowTheBarIsQuiet() {
        LocalDate day = LocalDate.parse("2019-03-12");
        listed(day);
        assertThat(assembled(day, IssueSettings.QuietDay.SKIP, 0.99).status()).isEqualTo(IssueStatus.EMPTY);
        assertThat(assembled(day, IssueSettings.QuietDay.SKIP, 0).papers()).isEqualTo(8);
    }

    @Test
    void onlyPapersAboveTheBarAreInAnIssue() {
        LocalDate day = LocalDate.parse("2019-04-16");
        List<Paper> listed = listed(day);
        List<Card> all = cards(day).ranked(listed, 0, 100);
        double bar = all.get(3).score();
        assertThat(assembled(day, IssueSettings.QuietDay.SKIP, bar).papers()).isEqualTo(4);
        assertThat(cards(day).ranked(listed, bar, 100)).allMatch(card -> card.score() >= bar);
    }

    private Issue assembled(LocalDate day, IssueSettings.QuietDay quietDay, double bar) {
        Issues issues = new Issues(
                rows,
                entries,
                papers,
                cards(day),
                new FrozenTopics(topics, json),
                new Rules(quietDay, bar),
                json,
                evening(day));
        return issues.assemble(IssueKind.DAILY, day, Shortfall.NONE).issue();
    }

    private Cards cards(LocalDate day) {
        return new Cards(topics, signals, urls, evening(day));
    }

    private static Clock evening(LocalDate day) {
        return Clock.fixed(day.atTime(22, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }

    private record Rules(QuietDay quietDay, double bar) implements IssueSettings {}

    private List<Paper> listed(LocalDate day) {
        List<Paper> eight =
                IntStream.rangeClosed(1, 8).mapToObj(n -> paper(day, n)).toList();
        papers.take(eight);
        return eight;
    }

    private static Paper paper(LocalDate day, int n) {
        return new Paper(
                new PaperId("bar-" + day + "-" + n),
                "A paper with " + n + " friends",
                "It says little.",
                List.of("Ada Moreau"),
                "",
                List.of(),
                List.of(),
                "",
                n,
                0,
                0,
                day,
                day,
                new PaperLinks("", "", "", "", ""),
                "bar",
                true,
                PaperFacts.NONE);
    }
}

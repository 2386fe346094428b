package dev.paperboy.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import dev.paperboy.paper.Signal;
import dev.paperboy.paper.SignalKind;
import dev.paperboy.topic.TopicMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No table of real counts over time is public, so the histories here are made up. */
class RankingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Instant NOW = Instant.parse("2026-11-23T18:00:00Z");
    private static final Ranking RANKING = new Ranking(Weights.USUAL, slug -> "Robotics");

    private static Paper paper(String id, LocalDate listed, int upvotes) {
        return new Paper(
                new PaperId(id),
                id,
                "",
                List.of(),
                "",
                List.of(),
                List.of(),
                "",
                upvotes,
                0,
                0,
                listed,
                listed,
                PaperLinks.NONE,
                "votes",
                false,
                PaperFacts.NONE);
    }

    private static Candidate candidate(String id, LocalDate listed, int upvotes, Signal... history) {
        return new Candidate(paper(id, listed, upvotes), List.of(), List.of(history));
    }

    private static Signal upvotes(String id, Duration ago, int amount) {
        return new Signal(new PaperId(id), "votes", SignalKind.UPVOTES, NOW.minus(ago), amount);
    }

    private static List<String> ranked(Candidate... candidates) {
        return RANKING.rank(List.of(candidates), NOW).stream()
                .map(score -> score.candidate().paper().id().value())
                .toList();
    }

    @Test
    void amongPapersOfOneDayTheMoreUpvotedLeads() {
        assertThat(ranked(candidate("few", TODAY, 3), candidate("many", TODAY, 30), candidate("some", TODAY, 10)))
                .containsExactly("many", "some", "few");
    }

    @Test
    void aRisingPaperPassesOneThatStandsStillWithMore() {
        Candidate still = candidate("still", TODAY, 40, upvotes("still", Duration.ofHours(30), 40));
        Candidate rising = candidate(
                "rising",
                TODAY,
                38,
                upvotes("rising", Duration.ofHours(30), 2),
                upvotes("rising", Duration.ofHours(1), 38));
        assertThat(ranked(still, rising)).containsExactly("rising", "still");
        Score first = RANKING.rank(List.of(still, rising), NOW).getFirst();
        assertThat(first.parts().gained()).isEqualTo(36);
        assertThat(first.reason()).isEqualTo("+36 upvotes in 24 h");
    }

    @Test
    void aFreshPaperWithoutVotesCompetesAtItsSourcesMean() {
        Instant morning = Instant.parse("2026-11-23T01:00:00Z");
        List<Score> scores = RANKING.rank(
                List.of(
                        candidate("fresh", TODAY, 0),
                        candidate("old-star", TODAY.minusDays(3), 60),
                        candidate("old-dud", TODAY.minusDays(3), 0),
                        candidate("older-dud", TODAY.minusDays(3), 1)),
                morning);
        assertThat(scores)
                .extracting(score -> score.candidate().paper().id().value())
                .startsWith("fresh");
        assertThat(scores.getFirst().parts().level()).isEqualTo(0.5);
    }

    @Test
    void ageTakesItsShareByHalves() {
        Score score = RANKING.rank(List.of(candidate("aged", TODAY.minusDays(1), 10)), NOW.plus(Duration.ofHours(42)))
                .getFirst();
        assertThat(score.parts().freshness()).isEqualTo(0.5);
    }

    @Test
    void theSamePapersAlwaysGiveTheSameList() {
        assertThat(ranked(candidate("b", TODAY, 5), candidate("a", TODAY, 5), candidate("c", TODAY, 5)))
                .containsExactly("a", "b", "c");
    }

    @Test
    void aReasonNamesTheTopicItsWordsAndTheRise() {
        Candidate knitting = new Candidate(
                paper("knitting", TODAY, 41),
                List.of(new TopicMatch("robotics", 9, List.of("manipulation", "imitation learning"))),
                List.of(upvotes("knitting", Duration.ofHours(20), 0), upvotes("knitting", Duration.ofHours(1), 41)));
        assertThat(RANKING.rank(List.of(knitting), NOW).getFirst().reason())
                .isEqualTo("Matches Robotics: manipulation, imitation learning · +41 upvotes in 24 h");
    }

    @Test
    void whatWasSeenAfterTheMomentDoesNotCount() {
        Candidate later = candidate(
                "later",
                TODAY,
                9,
                new Signal(new PaperId("later"), "votes", SignalKind.UPVOTES, NOW.plusSeconds(60), 9));
        assertThat(RANKING.rank(List.of(later), NOW).getFirst().parts().gained())
                .isZero();
    }

    private static String reason(Candidate candidate) {
        return RANKING.rank(List.of(candidate), NOW).getFirst().reason();
    }

    @Test
    void aFreshPapersRiseBeginsAtNothing() {
        assertThat(reason(candidate(
                        "fresh",
                        TODAY,
                        60,
                        upvotes("fresh", Duration.ofHours(9), 0),
                        upvotes("fresh", Duration.ofHours(5), 41),
                        upvotes("fresh", Duration.ofHours(1), 60))))
                .isEqualTo("+60 upvotes in 24 h");
    }

    @Test
    void whatAPaperHadWhenItWasFirstSeenIsNoRise() {
        assertThat(reason(candidate("late", TODAY, 41, upvotes("late", Duration.ofHours(5), 41))))
                .doesNotContain("+");
    }

    @Test
    void pointsElsewhereAndMuchTalkAreReasonsToo() {
        Signal before = new Signal(new PaperId("hn"), "news", SignalKind.POINTS, NOW.minusSeconds(20_000), 3);
        Signal after = new Signal(new PaperId("hn"), "news", SignalKind.POINTS, NOW.minusSeconds(60), 31);
        assertThat(reason(candidate("hn", TODAY, 0, before, after))).isEqualTo("+28 points on Hacker News in 24 h");
        Signal talk = new Signal(new PaperId("hn"), "news", SignalKind.HN_COMMENTS, NOW.minusSeconds(60), 50);
        assertThat(reason(candidate("hn", TODAY, 0, talk))).isEqualTo("much discussed");
    }

    @Test
    void theWeekIsRankedAsAWholeAndNotAsItsLastDay() {
        Candidate monday = candidate(
                "monday",
                TODAY.minusDays(6),
                90,
                upvotes("monday", Duration.ofDays(6), 0),
                upvotes("monday", Duration.ofDays(5), 90));
        Candidate today = candidate(
                "today",
                TODAY,
                12,
                upvotes("today", Duration.ofHours(12), 0),
                upvotes("today", Duration.ofHours(1), 12));
        assertThat(ranked(monday, today)).containsExactly("today", "monday");
        List<Score> week = new Ranking(Weights.OF_THE_WEEK, slug -> "Robotics").rank(List.of(monday, today), NOW);
        assertThat(week.getFirst().candidate().paper().id().value()).isEqualTo("monday");
        assertThat(week.getFirst().reason()).isEqualTo("+90 upvotes this week");
    }
}

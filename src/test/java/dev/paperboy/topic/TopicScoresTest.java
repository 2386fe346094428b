package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** How well papers fit topics: what papers are ranked by, for one topic or many. */
class TopicScoresTest {
    private static final Catalogue CATALOGUE = new Catalogue(new TopicFile().read(), new TopicWords());

    @Test
    void aPaperAboutATopicScoresAboveOneThatMentionsItAndFarAboveAStranger() {
        double about =
                fit("agents", "Tool Use in Language Agents", "Our agent plans, calls tools and acts on the web.");
        double mention = fit("agents", "Cutting Clouds", "A segmentation method that an agent could use one day.");
        double stranger = fit("agents", "Cutting Clouds", "A segmentation method for satellite images.");

        assertThat(about).isGreaterThan(8).isGreaterThan(mention + 3);
        assertThat(mention).isGreaterThan(stranger);
        assertThat(stranger).as("words speak against it").isNegative();
    }

    @Test
    void theScoreOfAMatchIsTheScoreThatPapersAreRankedBy() {
        var paper =
                new PaperText("Tool Use in Language Agents", "Planning ahead.", List.of("planning"), List.of("cs.MA"));
        var matches = CATALOGUE.match(paper);
        var scores = CATALOGUE.scores(paper);

        assertThat(matches).isNotEmpty().allSatisfy(match -> assertThat(match.score())
                .isEqualTo(scores.get(match.slug())));
    }

    @Test
    void twoCategoriesOfATopicSayNoMoreThanOneAndThePrimaryOneSaysMore() {
        double primary = filed("mathematics", "", "", "math.NT");
        double both = filed("mathematics", "", "", "math.NT", "math.CO", "cs.LO");
        double other = filed("mathematics", "", "", "econ.EM", "math.CO", "cs.LO");

        assertThat(both).isEqualTo(primary).isGreaterThan(other);
        assertThat(other).isPositive();
        assertThat(filed("mathematics", "", "", "MATH.NT")).isZero();
    }

    @Test
    void aTopicWithoutWeighedWordsIsScoredByItsTerms() {
        double weather = fit("science", "Weather for Pilots", "We forecast the weather with physics.");

        assertThat(weather).isGreaterThan(fit("science", "Weather for Pilots", "We forecast nothing."));
        assertThat(fit("science", "Tulips", "They like water.")).isZero();
    }

    @Test
    void aCategoryAddsToTheScore() {
        double plain = fit("code", "Programs", "We repair them.");
        double filed = filed("code", "Programs", "We repair them.", "cs.SE");
        assertThat(filed).isGreaterThan(plain);
    }

    private static double fit(String slug, String title, String abstractText) {
        return filed(slug, title, abstractText);
    }

    private static double filed(String slug, String title, String abstractText, String... categories) {
        return CATALOGUE
                .scores(new PaperText(title, abstractText, List.of(), List.of(categories)))
                .get(slug);
    }
}

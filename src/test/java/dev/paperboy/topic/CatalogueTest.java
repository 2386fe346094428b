package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Topic TEA =
            new Topic("tea", "Tea", "About tea.", List.of("tea", "green tea", "tea-pots"), List.of("cs.TE"));
    private static final Topic CAKE = new Topic("cake", "Cake", "About cake.", List.of("cake"), List.of());

    @Test
    void aMentionIsOnePointAndPhrasesAndTitlesSayMore() {
        var catalogue = new Catalogue(List.of(TEA, CAKE), TopicWords.none());

        assertThat(catalogue.scores(paper("", "Some cake.")))
                .containsEntry("cake", 1.0)
                .containsEntry("tea", 0.0);
        assertThat(catalogue.scores(paper("", "Some tea pot.")).get("tea"))
                .as("a word and a phrase of two words")
                .isEqualTo(1 + 1.6, within(1e-6));
        assertThat(catalogue.scores(paper("Cake", "")).get("cake"))
                .as("six of nine parts of the most there is")
                .isEqualTo(4 * 6 / 9.0, within(1e-6));
    }

    @Test
    void learntWordsAddAndTakeAwayAndLeaveTheTermsTheirShare() {
        var learnt = new TopicWords(new TopicWords.Learnt(
                List.of("2026-11-20"), Map.of("tea", List.of("leaf^4", "water kettle^8.00", "coffee^-2.4"))));
        var catalogue = new Catalogue(List.of(TEA, CAKE), learnt);

        assertThat(learnt.learntFrom()).containsExactly("2026-11-20");
        assertThat(tea(catalogue, "Tea.")).isEqualTo(1 / 3.0, within(1e-6));
        assertThat(tea(catalogue, "Leaf.")).isEqualTo(1, within(1e-6));
        assertThat(tea(catalogue, "Water kettles; a kettle, water.")).isEqualTo(2, within(1e-6));
        assertThat(tea(catalogue, "A leaf and coffee.")).isEqualTo(0.4, within(1e-6));
        assertThat(tea(catalogue, "Coffee, coffee and coffee.")).isEqualTo(-1.2, within(1e-6));
        assertThat(catalogue.scores(paper("", "Cake with coffee.")).get("cake")).isEqualTo(1, within(1e-6));
    }

    @Test
    void theTermsThatAPaperMentionsAreShownAsTheCatalogueSpellsThem() {
        var catalogue = new Catalogue(List.of(TEA, CAKE), TopicWords.none());

        var match =
                catalogue.match(paper("GREEN TEAS", "On tea pots. Tea's tea.")).getFirst();

        assertThat(match.slug()).isEqualTo("tea");
        assertThat(match.words()).containsExactly("green tea", "tea-pots");
    }

    @Test
    void whereAPaperMentionsNoTermTheStrongLearntWordsAreShown() {
        var learnt = new TopicWords(
                new TopicWords.Learnt(List.of(), Map.of("tea", List.of("leaf^4.00", "water kettle^6.00", "cup^0.90"))));
        var catalogue = new Catalogue(List.of(TEA, CAKE), learnt);

        var words = catalogue
                .match(paper("Leaf by Leaf", "A cup, a Water-Kettle."))
                .getFirst()
                .words();
        assertThat(words).containsExactly("leaf", "water-kettle");
        assertThat(catalogue
                        .match(paper("Leaf by Leaf, and Tea", ""))
                        .getFirst()
                        .words())
                .containsExactly("tea");
    }

    @Test
    void aCatalogueThatNobodyUsesAnyMoreLeavesNoThreadBehind() {
        var kept = new Catalogue(List.of(TEA, CAKE), TopicWords.none());
        long before = housekeepers();
        for (int i = 0; i < 20; i++) {
            var tried = new Catalogue(List.of(TEA, CAKE), TopicWords.none());
            assertThat(tried.match(paper("Tea", ""))).hasSize(1);
        }

        await().untilAsserted(() -> {
            System.gc();
            assertThat(housekeepers()).isLessThanOrEqualTo(before);
        });
        assertThat(kept.match(paper("Tea", ""))).hasSize(1);
    }

    private static long housekeepers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("cache-purge"))
                .count();
    }

    @Test
    void aWrongWeightIsRefused() {
        for (var entry : List.of("leaf", "leaf^", "^2", "leaf^much", "a b c d e f^1")) {
            assertThatThrownBy(() -> new TopicWords(new TopicWords.Learnt(List.of(), Map.of("tea", List.of(entry)))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("topic-words.yaml: '" + entry + "' of the topic 'tea'");
        }
    }

    private static double tea(Catalogue catalogue, String text) {
        return catalogue.scores(paper("", text)).get("tea");
    }

    private static PaperText paper(String title, String abstractText) {
        return new PaperText(title, abstractText, List.of(), List.of());
    }
}

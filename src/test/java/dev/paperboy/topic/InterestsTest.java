package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InterestsTest {
    private final Interests interests = new Interests();

    @Test
    void allPlainWordsMustOccurAnywhereInThePaper() {
        assertThat(meets("sparse pears")).isTrue();
        assertThat(meets("sparse plums")).isFalse();
        assertThat(meets("SPARSE autoencoder")).isTrue();
        assertThat(meets("autoencoder for pears"))
                .as("a small word need not occur")
                .isTrue();
    }

    @Test
    void endingsAccentsAndHyphensDoNotMatter() {
        assertThat(meets("autoencoders")).isTrue();
        assertThat(meets("explain")).isTrue();
        assertThat(meets("Zoe Muller")).isTrue();
        assertThat(meets("m\u00fcller")).isTrue();
        assertThat(meets("self-play")).isTrue();
        assertThat(meets("\"self play\"")).isTrue();
        assertThat(meets("play-self")).as("hyphens keep the order").isFalse();
    }

    @Test
    void aQuotedPhraseKeepsItsOrderAndStaysInOneField() {
        assertThat(meets("\"sparse autoencoders\"")).isTrue();
        assertThat(meets("\"autoencoders sparse\"")).isFalse();
        assertThat(meets("\u201csparse autoencoders\u201d")).as("bent quotes").isTrue();
        assertThat(meets("\"pears we\"")).as("from the title into the abstract").isFalse();
        assertThat(meets("\"M\u00fcller Tom\""))
                .as("from one author to the next")
                .isFalse();
    }

    @Test
    void aMinusKeepsPapersAway() {
        assertThat(meets("autoencoder -orchard")).isFalse();
        assertThat(meets("autoencoder -robot")).isTrue();
        assertThat(meets("autoencoder -\"self play\"")).isFalse();
        assertThat(meets("autoencoder \u2212orchard")).as("a proper minus sign").isFalse();
    }

    @Test
    void authorsAndTheOrganisationAreSearchedToo() {
        assertThat(meets("\"Tom Okafor\"")).isTrue();
        assertThat(meets("\"University of Inner Lakes\"")).isTrue();
        assertThat(meets("\"University of Outer Lakes\"")).isFalse();
    }

    @Test
    void ofManyInterestsThoseThatThePaperMeetsAreNamedInTheirOrder() {
        assertThat(met(Map.of(
                        "c", "\"self play\" okafor",
                        "b", "pear plum",
                        "d", "autoencoder -orchard",
                        "a", "pear autoencoder")))
                .containsExactly("a", "c");
        assertThat(met(Map.of())).isEmpty();
    }

    @Test
    void aBrokenInterestIsExplained() {
        assertThat(sentence(null)).isEqualTo("Type at least one word.");
        assertThat(sentence("  ")).isEqualTo("Type at least one word.");
        assertThat(sentence("\"sparse autoencoder"))
                .isEqualTo("A quotation mark is missing: put one before and one after the phrase.");
        assertThat(sentence("-agents")).isEqualTo("A minus only takes away: add a word or a phrase to look for.");
        assertThat(sentence("a".repeat(201))).isEqualTo("This is too long: at most 200 letters, please.");
        assertThat(sentence("a b c d e f g h i j k l m")).startsWith("These are too many words: at most 12");
        assertThat(sentence("pears \"\"")).isEqualTo("There is nothing to look for in \"\": use letters or digits.");
        assertThat(sentence("pears - plums"))
                .isEqualTo("There is nothing to look for in \u201c-\u201d: use letters or digits.");
        assertThat(sentence("agents -agent")).startsWith("The same word is asked for and taken away");
    }

    @Test
    void signsThatSearchEnginesTreatSpeciallyAreOnlyText() {
        for (var typed : List.of("C++", "pears AND plums", "title:pears", "(pears", "pear*", "/pear/", "pears~2")) {
            assertThat(interests.read(typed)).as(typed).isInstanceOf(Interest.Understood.class);
        }
        assertThat(meets("pea*")).isFalse();
    }

    @Test
    void noTypingThrows() {
        var random = new Random(20261123);
        var letters = "ab \"-\u2212\u201c\u201d*:(\\\u00e9\ud83c\udf37 \t\n'";
        for (int i = 0; i < 5_000; i++) {
            var typed = new StringBuilder();
            for (int length = random.nextInt(30); length > 0; length--) {
                typed.append(letters.charAt(random.nextInt(letters.length())));
            }
            assertThat(interests.read(typed.toString())).isNotNull();
        }
    }

    private boolean meets(String typed) {
        return !met(Map.of("it", typed)).isEmpty();
    }

    /** The ids of those that a paper about pears meets. */
    private List<String> met(Map<String, String> typed) {
        var understood = new HashMap<String, Interest.Understood>();
        typed.forEach((id, text) -> {
            assertThat(interests.read(text)).as(text).isInstanceOf(Interest.Understood.class);
            understood.put(id, (Interest.Understood) interests.read(text));
        });
        try (var index = new InterestIndex(understood)) {
            return index.match(
                    "Sparse Autoencoders for Pears",
                    "We explain an orchard by self-play. Our autoencoder sees every autoencoder.",
                    List.of("Zo\u00eb M\u00fcller", "Tom Okafor"),
                    "University of Inner Lakes");
        }
    }

    private String sentence(String typed) {
        return switch (interests.read(typed)) {
            case Interest.Broken broken -> broken.sentence();
            case Interest.Understood understood -> "understood: " + understood.query();
        };
    }
}

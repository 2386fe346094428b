package dev.paperboy.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private static final Topics TOPICS = Topics.bundled();

    private final Topics topics = TOPICS;

    @Test
    void theMainTopicOfAPaperComesFirstAndASecondOneFollows() {
        var matches = topics.match(
                "Teaching a Warehouse Robot to Pack Fragile Pears",
                "We train a dexterous manipulation policy with reinforcement learning. The robot learns grasping in"
                        + " simulation, and sim-to-real transfer needs no reward function on the real robot.",
                List.of(),
                List.of());

        assertThat(matches).extracting(TopicMatch::slug).startsWith("robotics", "reinforcement-learning");
        assertThat(matches.getFirst().words()).first().isEqualTo("robot");
    }

    @Test
    void aTitleSaysMoreThanAKeywordAndAKeywordMoreThanTheAbstract() {
        double inTitle = score("music", topics.match("On music", "Nothing here.", List.of(), List.of()));
        double inKeywords = score("music", topics.match("On nothing", "Nothing here.", List.of("music"), List.of()));
        double inAbstract = score("music", topics.match("On nothing", "Some music here.", List.of(), List.of()));

        assertThat(inTitle).isGreaterThan(inKeywords);
        assertThat(inKeywords).isGreaterThan(inAbstract);
    }

    @Test
    void repeatingAWordCountsLessEachTime() {
        double once = score("music", topics.match("", "music", List.of(), List.of()));
        double twice = score("music", topics.match("", "music, music", List.of(), List.of()));
        double often = score("music", topics.match("", "music, ".repeat(500), List.of(), List.of()));

        assertThat(twice).isGreaterThan(once).isLessThan(2 * once);
        assertThat(often).isGreaterThan(twice).isLessThanOrEqualTo(4 * once);
    }

    @Test
    void wordsAreFoundInAnyCaseNumberAndHyphenation() {
        assertThat(slugs("RECOMMENDER SYSTEMS FOR LIBRARIES")).containsExactly("recommender-systems");
        assertThat(slugs("Text to Image at Home")).contains("image-generation");
        assertThat(slugs("Text\u2010to\u2011image at Home")).contains("image-generation");
        assertThat(slugs("Two KV-Caches Are Enough")).contains("efficiency");
        assertThat(slugs("Knowledge Graphs of Villages")).contains("graphs");
    }

    @Test
    void partsOfWordsAndPhrasesOverAFullStopAreNotFound() {
        assertThat(slugs("The Reagents and the Encoders")).isEmpty();
        assertThat(slugs("A Music. Box")).containsExactly("speech-and-audio");
        assertThat(slugs("We Have a Knowledge. Base Camp Is Near")).isEmpty();
    }

    @Test
    void ofTermsThatOverlapTheLongestIsShownAndSaysMore() {
        var match = topics.match("Retrieval-Augmented Generation", "", List.of(), List.of())
                .getFirst();

        assertThat(match.slug()).isEqualTo("retrieval");
        assertThat(match.words()).containsExactly("retrieval-augmented generation");
        assertThat(match.score())
                .isGreaterThan(score("retrieval", topics.match("Retrieval", "", List.of(), List.of())));
    }

    @Test
    void aPassingRemarkGivesNoTopicBesideAStrongOne() {
        var matches = topics.match(
                "Machine Unlearning for Forgetful Libraries",
                "Machine unlearning removes private data on request. Our method needs no forget set and leaves"
                        + " memorization of the rest alone. One dataset of invented borrowers was used.",
                List.of(),
                List.of());

        assertThat(matches).extracting(TopicMatch::slug).containsExactly("unlearning-and-privacy");
    }

    @Test
    void aCategoryAloneGivesATopicWithoutWordsAndAddsToWords() {
        var alone = topics.match("Sturdy Hinges", "How hinges age.", List.of(), List.of("cs.RO", "cs.CR"));
        assertThat(alone).singleElement().satisfies(match -> {
            assertThat(match.slug()).isEqualTo("robotics");
            assertThat(match.words()).isEmpty();
        });

        double plain = score("robotics", topics.match("A Robot", "", List.of(), List.of()));
        double filed = score("robotics", topics.match("A Robot", "", List.of(), List.of("cs.RO")));
        assertThat(filed).isGreaterThan(plain);
    }

    @Test
    void aPaperOfEverythingGetsFourTopicsWithFourWordsEachBestFirst() {
        var everything = new ArrayList<String>();
        topics.all().forEach(topic -> everything.addAll(topic.terms()));

        var matches = topics.match(String.join(", ", everything), "", everything, List.of());

        assertThat(matches).hasSize(4).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
        assertThat(matches).allSatisfy(match -> assertThat(match.words()).hasSize(4));
    }

    @Test
    void aTextThatSaysNothingHasNoTopic() {
        assertThat(topics.match("", "", List.of(), List.of())).isEmpty();
        var tulips = "Tulips \ud83c\udf37 like water & $H_2O$.";
        assertThat(topics.match("On Gardening", tulips, List.of("tulips"), List.of()))
                .isEmpty();
    }

    @Test
    void theCatalogueIsCompleteAndTidy() {
        assertThat(topics.all()).hasSizeGreaterThanOrEqualTo(24);
        assertThat(topics.all()).extracting(Topic::slug).doesNotHaveDuplicates();
        assertThat(topics.all()).extracting(Topic::name).doesNotHaveDuplicates();
        for (var topic : topics.all()) {
            assertThat(topics.find(topic.slug())).contains(topic);
            assertThat(topic.terms()).as(topic.slug()).hasSizeBetween(15, 40).doesNotHaveDuplicates();
            assertThat(topic.description()).as(topic.slug()).endsWith(".").hasSizeLessThan(100);
        }
        assertThat(topics.find("astrology")).isEmpty();
    }

    @Test
    void everyTopicIsFoundInAPaperMadeOfItsOwnDescription() {
        for (var topic : topics.all()) {
            var title = topic.terms().get(0) + " and " + topic.terms().get(1);
            assertThat(topics.match(title, topic.description(), List.of(), List.of()))
                    .as(topic.slug())
                    .extracting(TopicMatch::slug)
                    .contains(topic.slug());
        }
    }

    @Test
    void aWrongCatalogueIsRefusedInOneSentence() {
        var good = "- {slug: tea, name: Tea, description: About tea., terms: [tea]}\n";

        assertThat(parse(good)).singleElement().satisfies(tea -> assertThat(tea.categories())
                .isEmpty());
        assertRefused(good + good, "topics.yaml: the slug 'tea' is used twice.");
        assertRefused(good.replace("[tea]", "[]"), "topics.yaml: the topic 'tea' has no terms.");
        assertRefused(good.replace(", terms: [tea]", ""), "topics.yaml: the topic 'tea' has no terms.");
        assertRefused(good.replace("[tea]", "[tea, '- -']"), "topics.yaml: the topic 'tea' has an empty term.");
        assertRefused(good.replace("name: Tea, ", ""), "topics.yaml: the topic 'tea' needs a name and a description.");
        assertRefused(
                good.replace("slug: tea", "slug: Green Tea"),
                "topics.yaml: topic number 1 needs a slug of small letters, digits and hyphens.");
        assertRefused("[]", "topics.yaml: there are no topics in it.");
    }

    @Test
    void aNameIsOneLineOrRefusedBecauseNoMailCouldHoldIt() {
        var tea = "- slug: tea\n  name: %s\n  description: >\n    About tea,\n    at length.\n  terms: [tea]\n";
        var sentence = "topics.yaml: the name of the topic 'tea' holds a line break or another control character;"
                + " write it on one line.";

        assertThat(parse(tea.formatted("Green tea"))).hasSize(1);
        for (var name : List.of(
                "|\n    Green\n    tea",
                ">\n    Green tea",
                "\"Green\\ttea\"",
                "\"Green\\x92tea\"",
                "\"Green\\Ltea\"")) {
            assertRefused(tea.formatted(name), sentence);
        }
    }

    @Test
    void aTypoIsExplainedInTheWordsOfTheFile() {
        assertRefused(
                "- slug: tea\n  nmae: Tea\n",
                "topics.yaml: line 2: a topic has no field 'nmae', only slug, name, description, terms and categories.");
        assertRefused(
                "- slug: tea\n  name: Tea\n  terms: tea\n",
                "topics.yaml: line 3: 'terms' must be a list, such as [one, two].");
        assertRefused(
                "- slug: tea\n  terms:\n    - tea\n    - green: tea\n",
                "topics.yaml: line 4: each of 'terms' must be a text; put it in quotes if it holds a colon or a bracket.");
        assertRefused(
                "- slug: tea\n  name: [Tea]\n",
                "topics.yaml: line 2: 'name' must be a text; put it in quotes if it holds a colon or a bracket.");
        assertRefused(
                "slug: tea\n", "topics.yaml: line 1: a list of topics is expected, each beginning with '- slug:'.");
        assertRefused("- tea\n", "topics.yaml: line 1: a topic is expected here, beginning with '- slug:'.");
        assertRefused(
                "- slug: tea\n  name: green: tea\n",
                "topics.yaml: line 2: this is no YAML that can be read; look there and just above for a colon, quote,"
                        + " bracket or indentation that is missing or too much.");
    }

    @Test
    void nearlyEveryPaperOfTwoYearsGetsATopicAndQuickly() throws IOException {
        var file = Path.of("../shared/data/hf-weekly-papers.jsonl");
        assumeTrue(Files.exists(file), "no weekly papers beside this checkout: " + file);
        var papers = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(file)) {
            papers.add(new ObjectMapper().readTree(line));
        }

        long start = System.nanoTime();
        int withTopic = 0;
        int withSeveral = 0;
        var seen = new HashSet<String>();
        for (var paper : papers) {
            var matches = topics.match(
                    paper.path("title").asText(), paper.path("abstract").asText(), List.of(), List.of());
            withTopic += matches.isEmpty() ? 0 : 1;
            withSeveral += matches.size() > 3 ? 1 : 0;
            matches.forEach(match -> seen.add(match.slug()));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;

        assertThat(withTopic).isGreaterThanOrEqualTo(papers.size() * 95 / 100);
        assertThat(withSeveral).isLessThan(papers.size() / 3);
        assertThat(seen).hasSize(topics.all().size());
        // measured well under one second on two old cores; the rest is room for a busy machine
        assertThat(millis).isLessThan(60_000);
    }

    @Test
    void theLabelsThatCameWithThePapersMostlyAgree() throws IOException {
        var file = Path.of("../shared/data/hf-weekly-papers.jsonl");
        assumeTrue(Files.exists(file), "no weekly papers beside this checkout: " + file);
        int labelled = 0;
        int agreed = 0;
        for (var line : Files.readAllLines(file)) {
            var paper = new ObjectMapper().readTree(line);
            for (var label : paper.path("topics")) {
                var slug = ourSlugFor(label.asText());
                if (!slug.isEmpty()) {
                    labelled++;
                    var matches = topics.match(
                            paper.path("title").asText(), paper.path("abstract").asText(), List.of(), List.of());
                    agreed += matches.stream().anyMatch(match -> match.slug().equals(slug)) ? 1 : 0;
                }
            }
        }
        assumeTrue(labelled > 100, "the weekly papers carry no labels");

        assertThat((double) agreed / labelled).isGreaterThan(0.7);
    }

    private static String ourSlugFor(String label) {
        return switch (label) {
            case "AI Agents" -> "agents";
            case "Reinforcement Learning" -> "reinforcement-learning";
            case "LLM Evaluation Methods" -> "evaluation";
            case "AI for Software Development" -> "code";
            default -> "";
        };
    }

    private List<String> slugs(String title) {
        return topics.match(title, "", List.of(), List.of()).stream()
                .map(TopicMatch::slug)
                .toList();
    }

    private static double score(String about, List<TopicMatch> matches) {
        return matches.stream()
                .filter(match -> match.slug().equals(about) || match.words().contains(about))
                .findFirst()
                .orElseThrow()
                .score();
    }

    @Test
    void aDraftIsTriedWithoutBeingUsedAndMayNotDropATopic() {
        String yaml = topics.text();
        assertThat(topics.draft(yaml)).isInstanceOf(Topics.Draft.Usable.class);
        assertThat(topics.draft("- slug: agents\n  name: Agents\n  description: Alone.\n  terms: [agent]\n"))
                .isInstanceOfSatisfying(Topics.Draft.Wrong.class, wrong -> assertThat(wrong.sentence())
                        .contains("is gone"));
        assertThat(topics.draft("nonsense: [")).isInstanceOf(Topics.Draft.Wrong.class);
        String knitting = yaml + "\n- slug: knitting\n  name: Knitting\n  description: Yarn.\n  terms: [yarn, purl]\n";
        assertThat(topics.draft(knitting)).isInstanceOfSatisfying(Topics.Draft.Usable.class, usable -> assertThat(
                        usable.trial().match("Purl One, Yarn Two", "", List.of(), List.of()))
                .first()
                .extracting(TopicMatch::slug)
                .isEqualTo("knitting"));
        assertThat(topics.find("knitting")).isEmpty();
    }

    private static void assertRefused(String yaml, String sentence) {
        assertThatThrownBy(() -> parse(yaml))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(sentence);
    }

    private static List<Topic> parse(String yaml) {
        return new TopicFile().parse(yaml);
    }
}

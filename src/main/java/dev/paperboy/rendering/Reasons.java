package dev.paperboy.rendering;

import dev.paperboy.issue.Card;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Why a paper is in somebody's mail, in one line that they would believe.
 *
 * @param usual for those who follow everything, or get it because it is rising; may be empty
 * @param byTopic for those who follow one of its topics, by slug
 * @param rise what it gained lately, or empty
 */
record Reasons(String usual, Map<String, String> byTopic, String rise) {

    private static final int LONGEST = 200;

    static Reasons of(Card card) {
        var rise = ForeignText.oneLine(card.rise());
        var byTopic = new LinkedHashMap<String, String>();
        for (int i = 0; i < card.topics().size(); i++) {
            var words = i < card.topicWords().size()
                    ? String.join(", ", card.topicWords().get(i))
                    : "";
            var match = "Matches " + card.topicNames().get(i) + (words.isEmpty() ? "" : ": " + words);
            byTopic.put(card.topics().get(i), sentence(match, rise));
        }
        return new Reasons(ForeignText.cut(ForeignText.oneLine(card.reason()), LONGEST), byTopic, rise);
    }

    /** @param wish the reader's own words that it matched */
    String forWords(String wish) {
        return sentence("Matches your words: " + wish, rise);
    }

    private static String sentence(String match, String rise) {
        var end = rise.isEmpty() ? "" : " · " + rise;
        return ForeignText.cut(ForeignText.oneLine(match), LONGEST - end.length()) + end;
    }
}

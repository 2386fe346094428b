package dev.paperboy.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.QueryBuilder;

/**
 * Understands a reader's own interest or mute: plain words that must all occur, phrases in double quotes, and a minus
 * before what must not occur. They are looked for in a paper's title, abstract, authors and organisation, whatever the
 * case, the accents and the ending ("agents" finds "agent").
 */
public class Interests {
    static final int LONGEST = 200;
    static final int MOST_PARTS = 12;
    static final String FIELD = "paper";

    // the dash that a telephone puts for a minus, and the quotes that it bends
    private static final Pattern MINUS = Pattern.compile("(?<=^|\\s)[\u2010-\u2015\u2212](?=\\S)");
    private static final Pattern QUOTE = Pattern.compile("[\u201c\u201d\u201e\u00ab\u00bb]");
    private static final Pattern PART = Pattern.compile("(-?)\"([^\"]*)\"|(-?)([^\\s\"]+)");

    private final Analyzer analyzer = new InterestAnalyzer();
    private final QueryBuilder queries = new QueryBuilder(analyzer);

    /** Never throws; null counts as empty. */
    public Interest read(String typed) {
        var text = typed == null ? "" : MINUS.matcher(typed.strip()).replaceAll("-");
        text = QUOTE.matcher(text).replaceAll("\"");
        if (text.isEmpty()) {
            return broken(typed, "Type at least one word.");
        }
        if (text.length() > LONGEST) {
            return broken(typed, "This is too long: at most " + LONGEST + " letters, please.");
        }
        if (text.chars().filter(c -> c == '"').count() % 2 != 0) {
            return broken(typed, "A quotation mark is missing: put one before and one after the phrase.");
        }
        return compiled(typed, parts(text));
    }

    private Interest compiled(String typed, List<Part> parts) {
        if (parts.size() > MOST_PARTS) {
            return broken(typed, "These are too many words: at most " + MOST_PARTS + " words or phrases, please.");
        }
        var wanted = new ArrayList<Query>();
        var unwanted = new ArrayList<Query>();
        boolean onlySmallWords = parts.stream().filter(part -> !part.minus).allMatch(Part::isSmallWord);
        for (var part : parts) {
            var query = queries.createPhraseQuery(FIELD, part.text);
            if (query == null) {
                return broken(typed, "There is nothing to look for in " + part.shown() + ": use letters or digits.");
            }
            if (part.minus) {
                unwanted.add(query);
            } else if (onlySmallWords || !part.isSmallWord()) {
                wanted.add(query);
            }
        }
        if (wanted.isEmpty()) {
            return broken(typed, "A minus only takes away: add a word or a phrase to look for.");
        }
        if (unwanted.stream().anyMatch(wanted::contains)) {
            return broken(typed, "The same word is asked for and taken away, so nothing could ever match.");
        }
        return new Interest.Understood(typed.strip(), all(wanted, unwanted));
    }

    private static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        var matcher = PART.matcher(text);
        while (matcher.find()) {
            boolean phrase = matcher.group(2) != null;
            var minus = matcher.group(phrase ? 1 : 3);
            parts.add(new Part(!minus.isEmpty(), phrase, matcher.group(phrase ? 2 : 4)));
        }
        return parts;
    }

    private static Query all(List<Query> wanted, List<Query> unwanted) {
        if (wanted.size() == 1 && unwanted.isEmpty()) {
            return wanted.getFirst();
        }
        var all = new BooleanQuery.Builder();
        wanted.forEach(query -> all.add(query, Occur.MUST));
        unwanted.forEach(query -> all.add(query, Occur.MUST_NOT));
        return all.build();
    }

    private static Interest broken(String typed, String sentence) {
        return new Interest.Broken(typed == null ? "" : typed, sentence);
    }

    private record Part(boolean minus, boolean phrase, String text) {
        // "agents for biology" should not insist on the "for"
        boolean isSmallWord() {
            return !phrase && EnglishAnalyzer.ENGLISH_STOP_WORDS_SET.contains(text);
        }

        String shown() {
            return (minus ? "-" : "") + (phrase ? "\"" + text + "\"" : "\u201c" + text + "\u201d");
        }
    }
}

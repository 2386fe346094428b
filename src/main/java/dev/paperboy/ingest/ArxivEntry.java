package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.paperboy.paper.PaperId;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One paper as arXiv writes it, in an announcement or in an answer to a query; what is not said is empty.
 *
 * @param version 0 when it is not said
 * @param announced new, cross, replace or replace-cross; only announcements say so
 * @param creators the authors in one text, as announcements have them
 * @param authors one by one, as answers have them
 * @param primary the canonical primary category; announcements have none
 * @param categories canonical, the primary one first where it is known
 * @param listed when it was announced, as written; only announcements say so
 * @param published when the first version came, as written; only answers say so
 */
record ArxivEntry(
        PaperId id,
        int version,
        String announced,
        String title,
        String summary,
        String creators,
        List<String> authors,
        String primary,
        List<String> categories,
        String listed,
        String published,
        String comment,
        String journal,
        String doi) {

    // "arXiv:2508.13426v1 Announce Type: cross", then the abstract.
    private static final Pattern HEADING =
            Pattern.compile("\\A\\s*arXiv:\\S+\\s+Announce Type:\\s*(\\S+)\\s+(?:Abstract:\\s*)?");

    private static final Pattern VERSION = Pattern.compile("v([1-9]\\d{0,3})\\s*$");
    private static final Pattern AFFILIATION = Pattern.compile("\\s*\\((?:[^()]|\\([^()]*\\))*+\\)");
    private static final Pattern CODE =
            Pattern.compile("https?://(?:www\\.)?github\\.com/[\\w.-]{1,100}/[\\w.-]{0,99}\\w");

    static int version(String id) {
        Matcher version = VERSION.matcher(id);
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** How it was announced, as the heading of its summary says it; empty without such a heading. */
    static String headed(String summary) {
        Matcher heading = HEADING.matcher(summary);
        return heading.find() ? heading.group(1) : "";
    }

    static String withoutHeading(String summary) {
        return HEADING.matcher(summary).replaceFirst("");
    }

    boolean isReplacement() {
        return announced.startsWith("replace");
    }

    /** This announcement with what the answer to a query says better. */
    ArxivEntry completedBy(ArxivEntry answer) {
        return new ArxivEntry(
                id,
                Math.max(version, answer.version),
                announced,
                either(answer.title, title),
                either(answer.summary, summary),
                creators,
                answer.authors.isEmpty() ? authors : answer.authors,
                either(answer.primary, primary),
                answer.categories.isEmpty() ? categories : answer.categories,
                listed,
                either(answer.published, published),
                either(answer.comment, comment),
                either(answer.journal, journal),
                either(answer.doi, doi));
    }

    private static String either(String better, String otherwise) {
        return better.isBlank() ? otherwise : better;
    }

    /** @param fallbackDate its list day, where it does not say when it was announced */
    List<ParsedRow> parsed(int line, LocalDate fallbackDate, String source) {
        ObjectNode row = JsonNodeFactory.instance.objectNode();
        row.put("id", id.value());
        row.put("title", title);
        row.put("abstract", summary);
        if (authors.isEmpty()) {
            row.put("authors", AFFILIATION.matcher(creators).replaceAll(""));
        } else {
            ArrayNode names = row.putArray("authors");
            authors.forEach(names::add);
        }
        ArrayNode names = row.putArray("categories");
        categories.forEach(names::add);
        row.put("date", listed);
        row.put("published", published);
        row.put("url", "https://arxiv.org/abs/" + id.value());
        row.put("code", code());
        row.put("primary_category", primary);
        row.put("comment", comment);
        row.put("journal", journal);
        row.put("doi", doi);
        return PlainRow.of(row).parsed(line, fallbackDate, source);
    }

    /** Authors say in the comment, or at the end of the abstract, where their code is. */
    private String code() {
        Matcher code = CODE.matcher(comment + " " + summary);
        return code.find() ? code.group().replaceFirst("\\.git$", "") : "";
    }
}

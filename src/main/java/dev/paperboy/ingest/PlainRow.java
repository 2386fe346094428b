package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperFacts;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A flat object with the obvious names: what arXiv listings, spreadsheets and scripts give. */
record PlainRow(RowFields fields) implements SourceRow {

    private static final String[] LISTED = {"date", "listed", "week"};
    private static final String[] PUBLISHED = {"published", "publishedAt"};
    private static final String[] STARS = {"stars", "githubStars"};

    static PlainRow of(JsonNode row) {
        return new PlainRow(new RowFields(row));
    }

    @Override
    public Optional<String> objection() {
        return fields.objection("abstract", "summary");
    }

    @Override
    public Paper paper(LocalDate fallbackDate, String source) {
        PaperId id = PaperId.of(fields.id());
        List<String> categories = fields.words(2000, "[\\s,;]+", "categories");
        return new Paper(
                id,
                fields.title(),
                fields.paragraphs("abstract", "summary"),
                AuthorNames.of(fields),
                fields.line(500, "organisation", "organization"),
                categories,
                fields.words(4000, "[,;]", "keywords"),
                fields.line(4000, "ai_summary"),
                fields.count("upvotes"),
                fields.count("comments"),
                fields.count(STARS),
                fields.day(LISTED).orElse(fallbackDate),
                fields.day(PUBLISHED).orElse(null),
                new PaperLinks(
                        page(id, categories),
                        id.isArxiv() ? "https://arxiv.org/pdf/" + id.value() : "",
                        fields.address("code", "githubRepo"),
                        fields.address("project", "projectPage"),
                        fields.address("thumbnail")),
                source,
                false,
                new PaperFacts(
                        fields.line(2000, "comment"),
                        fields.line(1000, "journal", "journal_ref", "journal_reference"),
                        fields.address("doi"),
                        ArxivCategories.canonical(fields.line(50, "primary_category"))
                                .orElse(""),
                        "",
                        false,
                        "",
                        List.of(),
                        null));
    }

    @Override
    public List<String> oddities() {
        return Stream.of(
                        fields.oddCounts("upvotes", "comments"),
                        fields.oddCounts(STARS),
                        fields.oddDays(LISTED),
                        fields.oddDays(PUBLISHED))
                .flatMap(List::stream)
                .toList();
    }

    /** Its own address first. Daily Papers carry no categories, so a row with some comes from an arXiv listing. */
    private String page(PaperId id, List<String> categories) {
        String address = fields.address("url");
        if (!address.isEmpty() || !id.isArxiv()) {
            return address;
        }
        return (categories.isEmpty() ? "https://huggingface.co/papers/" : "https://arxiv.org/abs/") + id.value();
    }
}

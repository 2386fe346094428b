package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** A flat object with the obvious names: what arXiv listings, spreadsheets and scripts give. */
record PlainRow(RowFields row) implements SourceRow {

    static PlainRow of(JsonNode row) {
        return new PlainRow(new RowFields(row));
    }

    @Override
    public Optional<String> objection() {
        return row.objection("abstract", "summary");
    }

    @Override
    public Paper paper(LocalDate fallbackDate, String source) {
        PaperId id = PaperId.of(row.id());
        List<String> categories = row.words(2000, "[\\s,;]+", "categories");
        return new Paper(
                id,
                row.title(),
                row.paragraphs("abstract", "summary"),
                AuthorNames.of(row),
                row.line(500, "organisation", "organization"),
                categories,
                row.words(4000, "[,;]", "keywords"),
                row.line(4000, "ai_summary"),
                row.count("upvotes"),
                row.count("comments"),
                row.count("stars", "githubStars"),
                row.day("date", "listed", "week").orElse(fallbackDate),
                row.day("published", "publishedAt").orElse(null),
                new PaperLinks(
                        page(id, categories),
                        id.isArxiv() ? "https://arxiv.org/pdf/" + id.value() : "",
                        row.address("code", "githubRepo"),
                        row.address("project", "projectPage"),
                        row.address("thumbnail")),
                source,
                false);
    }

    /** Its own address first. Daily Papers carry no categories, so a row with some comes from an arXiv listing. */
    private String page(PaperId id, List<String> categories) {
        String address = row.address("url");
        if (!address.isEmpty() || !id.isArxiv()) {
            return address;
        }
        return (categories.isEmpty() ? "https://huggingface.co/papers/" : "https://arxiv.org/abs/") + id.value();
    }
}

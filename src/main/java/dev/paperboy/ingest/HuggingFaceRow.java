package dev.paperboy.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.paperboy.paper.Paper;
import dev.paperboy.paper.PaperId;
import dev.paperboy.paper.PaperLinks;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One element of the Daily Papers list: a paper in a wrapper. The wrapper alone holds comments and thumbnail; its
 * publishedAt is the paper's, shifted by a time zone, and never to be used.
 */
record HuggingFaceRow(RowFields paper, RowFields wrapper, RowFields both) implements SourceRow {

    static HuggingFaceRow of(JsonNode row) {
        JsonNode paper = row.path("paper");
        return new HuggingFaceRow(new RowFields(paper), new RowFields(row), new RowFields(paper, row));
    }

    @Override
    public Optional<String> objection() {
        return both.first(field -> field.isTextual() && !field.textValue().isBlank(), "withdrawnAt")
                .map(moment -> "withdrawn"
                        + both.day("withdrawnAt").map(day -> " on " + day).orElse(""))
                .or(() -> both.objection("summary", "abstract"));
    }

    @Override
    public Paper paper(LocalDate fallbackDate, String source) {
        PaperId id = PaperId.of(both.id());
        Optional<LocalDate> published = paper.day("publishedAt");
        return new Paper(
                id,
                both.title(),
                both.paragraphs("summary", "abstract"),
                AuthorNames.of(paper),
                organisation(),
                List.of(),
                both.words(4000, "[,;]", "ai_keywords"),
                both.line(4000, "ai_summary"),
                paper.count("upvotes"),
                wrapper.count("numComments"),
                both.count("githubStars"),
                paper.day("submittedOnDailyAt").or(() -> published).orElse(fallbackDate),
                published.orElse(null),
                new PaperLinks(
                        id.isArxiv() ? "https://huggingface.co/papers/" + id.value() : "",
                        id.isArxiv() ? "https://arxiv.org/pdf/" + id.value() : "",
                        both.address("githubRepo"),
                        both.address("projectPage"),
                        both.address("thumbnail")),
                source,
                false);
    }

    private String organisation() {
        return both.first(JsonNode::isObject, "organization")
                .map(organisation -> new RowFields(organisation).line(500, "fullname", "name"))
                .orElse("");
    }
}

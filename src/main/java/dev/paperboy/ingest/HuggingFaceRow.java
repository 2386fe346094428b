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

/**
 * One element of the Daily Papers list: a paper in a wrapper. The wrapper alone holds comments and thumbnail; its
 * publishedAt is the paper's, shifted by a time zone, and never to be used.
 *
 * @param fields those of the paper, and where it has none, those of the wrapper
 */
record HuggingFaceRow(RowFields paper, RowFields wrapper, RowFields fields) implements SourceRow {

    static HuggingFaceRow of(JsonNode row) {
        JsonNode paper = row.path("paper");
        return new HuggingFaceRow(new RowFields(paper), new RowFields(row), new RowFields(paper, row));
    }

    @Override
    public Optional<String> objection() {
        return fields.objection("summary", "abstract");
    }

    @Override
    public Paper paper(LocalDate fallbackDate, String source) {
        PaperId id = PaperId.of(fields.id());
        Optional<LocalDate> published = paper.day("publishedAt");
        String page = id.isArxiv() ? "https://huggingface.co/papers/" + id.value() : "";
        return new Paper(
                id,
                fields.title(),
                fields.paragraphs("summary", "abstract"),
                AuthorNames.of(paper),
                nameIn(500, "organization"),
                List.of(),
                fields.words(4000, "[,;]", "ai_keywords"),
                fields.line(4000, "ai_summary"),
                paper.count("upvotes"),
                wrapper.count("numComments"),
                fields.count("githubStars"),
                paper.day("submittedOnDailyAt").or(() -> published).orElse(fallbackDate),
                published.orElse(null),
                new PaperLinks(
                        page,
                        id.isArxiv() ? "https://arxiv.org/pdf/" + id.value() : "",
                        fields.address("githubRepo"),
                        fields.address("projectPage"),
                        fields.address("thumbnail")),
                source,
                false,
                facts(page));
    }

    private PaperFacts facts(String page) {
        boolean discussed = !page.isEmpty() && !fields.line(200, "discussionId").isEmpty();
        return new PaperFacts(
                "",
                "",
                "",
                "",
                nameIn(200, "submittedBy", "submittedOnDailyBy"),
                fields.isTrue("isAuthorParticipating"),
                discussed ? page + "#community" : "",
                fields.addresses("mediaUrls"),
                null);
    }

    /** Of somebody or some organisation: the name for eyes, or else the one for addresses. */
    private String nameIn(int longest, String... names) {
        return fields.first(JsonNode::isObject, names)
                .map(somebody -> new RowFields(somebody).line(longest, "fullname", "name", "user"))
                .orElse("");
    }

    @Override
    public List<String> oddities() {
        return Stream.of(
                        paper.oddCounts("upvotes"),
                        wrapper.oddCounts("numComments"),
                        fields.oddCounts("githubStars"),
                        paper.oddDays("submittedOnDailyAt", "publishedAt"))
                .flatMap(List::stream)
                .toList();
    }
}
